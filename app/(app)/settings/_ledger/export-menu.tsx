"use client";

import { Download } from "lucide-react";
import { useState } from "react";
import { auditMessages as messages } from "@/app/_messages/audit";
import { Button } from "@/app/_ui/button";
import { Menu, MenuItem } from "@/app/_ui/menu";
import { useToast } from "@/app/_ui/toast";
import { downloadExport, type ExportRequest } from "./download-export";

/** Saves what the filters show, all pages of it, as a file. */
export function ExportMenu(request: Omit<ExportRequest, "format">) {
  const [isBusy, setIsBusy] = useState(false);
  const toast = useToast();

  async function save(format: ExportRequest["format"]) {
    setIsBusy(true);
    const outcome = await downloadExport({ ...request, format });
    setIsBusy(false);
    if ("fileName" in outcome) toast.show({ kind: "success", title: messages.exported(outcome.fileName) });
    else toast.show({ kind: "failure", title: outcome.problem });
  }

  return (
    <Menu
      trigger={
        <Button loading={isBusy}>
          <Download aria-hidden />
          {messages.export}
        </Button>
      }
    >
      <MenuItem onClick={() => save("csv")}>{messages.csv}</MenuItem>
      <MenuItem onClick={() => save("jsonl")}>{messages.jsonl}</MenuItem>
    </Menu>
  );
}
