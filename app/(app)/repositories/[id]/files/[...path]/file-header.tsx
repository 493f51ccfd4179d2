"use client";

import { Braces, Copy, Ellipsis, FileText, Hash, Link as LinkIcon, ListTree, Type } from "lucide-react";
import { useState } from "react";
import { type LineRange, lineRangeHash } from "@/app/_code/line-range";
import { fileMessages as messages } from "@/app/_messages/files";
import { uiMessages } from "@/app/_messages/ui";
import { Badge } from "@/app/_ui/badge";
import { CopyButton } from "@/app/_ui/copy-button";
import { FilePath } from "@/app/_ui/file-path";
import { IconButton } from "@/app/_ui/icon-button";
import { Menu, MenuItem } from "@/app/_ui/menu";
import { formatNumber } from "@/app/_ui/number-text";
import { Popover } from "@/app/_ui/popover";
import { useToast } from "@/app/_ui/toast";
import { useCommands } from "../../../../_frame/commands";
import { useShortcut } from "../../../../_frame/keys";
import { sizeWords } from "../../../size-words";
import type { IndexedFile } from "../../../types";
import { GoToLine } from "./go-to-line";
import { SymbolPanel } from "./symbol-panel";

type FileHeaderProps = {
  file: IndexedFile;
  lineCount: number;
  target: LineRange | undefined;
  onGo: (range: LineRange) => void;
  definition: { label: string; ask: () => void };
};

/** What the file is, and what can be done with it: in a menu, by keys and in the palette. */
export function FileHeader({ file, lineCount, target, onGo, definition }: FileHeaderProps) {
  const [isGoing, setIsGoing] = useState(false);
  const [symbolsOpen, setSymbolsOpen] = useState(false);
  const isShown = file.skippedReason === null && file.content !== "";
  const copy = useCopy();
  const goToLine = () => setIsGoing(true);
  const actions = [
    {
      id: "file.copyLink",
      label: messages.copyLink,
      icon: <LinkIcon aria-hidden />,
      run: () => copy(linkTo(target), messages.copiedLink),
    },
    {
      id: "file.copyPath",
      label: messages.copyPath,
      icon: <Type aria-hidden />,
      run: () => copy(file.path, messages.copiedPath),
    },
    ...(isShown
      ? [
          {
            id: "file.copyContent",
            label: messages.copyContent,
            icon: <Copy aria-hidden />,
            run: () => copy(file.content, messages.copiedContent),
          },
          {
            id: "file.goToLine",
            label: messages.goToLine,
            icon: <Hash aria-hidden />,
            keys: "l",
            run: goToLine,
          },
          {
            id: "file.goToDefinition",
            label: definition.label,
            icon: <Braces aria-hidden />,
            keys: "f12",
            run: definition.ask,
          },
        ]
      : []),
  ];
  useCommands(actions.map((action) => ({ ...action, group: messages.group })));
  useShortcut("f12", definition.ask, {
    label: messages.goToDefinition,
    group: messages.group,
    enabled: isShown,
  });
  useShortcut("l", goToLine, { label: messages.goToLine, group: messages.group, enabled: isShown });

  return (
    <div className="flex h-10 shrink-0 items-center gap-2 border-line border-b px-4">
      <FileText aria-hidden className="size-4 shrink-0 text-quiet" />
      <FilePath path={file.path} lines={target} className="flex-1" />
      <CopyButton text={file.path} label={messages.copyPath} />
      <p className="shrink-0 text-quiet text-small tabular-nums max-sm:hidden">
        {isShown && <>{messages.lines(formatNumber(lineCount), lineCount === 1)} · </>}
        {sizeWords(file.sizeBytes)}
      </p>
      {file.language !== null && <Badge className="max-sm:hidden">{file.language}</Badge>}
      {isShown && (
        <span className="lg:hidden">
          <Popover
            title={messages.symbols}
            titleHidden
            align="end"
            open={symbolsOpen}
            onOpenChange={setSymbolsOpen}
            className="p-0"
            trigger={
              <IconButton label={messages.symbols} size="small">
                <ListTree aria-hidden />
              </IconButton>
            }
          >
            <div className="flex max-h-[60vh] flex-col">
              <SymbolPanel
                symbols={file.symbols}
                target={target}
                onGo={(range) => {
                  setSymbolsOpen(false);
                  onGo(range);
                }}
              />
            </div>
          </Popover>
        </span>
      )}
      <Menu
        trigger={
          <IconButton label={messages.more} size="small">
            <Ellipsis aria-hidden />
          </IconButton>
        }
      >
        {actions.map(({ id, label, run, ...look }) => (
          <MenuItem key={id} onClick={run} {...look}>
            {label}
          </MenuItem>
        ))}
      </Menu>
      <GoToLine open={isGoing} onOpenChange={setIsGoing} lineCount={lineCount} onGo={onGo} />
    </div>
  );
}

function useCopy() {
  const toast = useToast();
  return async (text: string, done: string) => {
    try {
      await navigator.clipboard.writeText(text);
      toast.show({ kind: "success", title: done });
    } catch {
      toast.show({ kind: "failure", title: uiMessages.copyFailed });
    }
  };
}

const linkTo = (target: LineRange | undefined): string =>
  `${window.location.origin}${window.location.pathname}${target ? `#${lineRangeHash(target)}` : ""}`;
