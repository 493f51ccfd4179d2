"use client";

import { useState } from "react";
import { conversationMessages as messages } from "@/app/_messages/conversations";
import { SegmentedControl } from "@/app/_ui/segmented-control";
import { PinDocument } from "./pin-document";
import { PinFile } from "./pin-file";

type PinSourceProps = {
  repositories: readonly { id: string; name: string }[];
  hasDocuments: boolean;
  /** Why no further file, or document, can be pinned. */
  fullFiles: string | undefined;
  fullDocuments: string | undefined;
  onPinFile: (file: { repositoryId: string; path: string }) => void;
  onPinDocument: (id: string) => void;
};

/** Finds a file or a document by its name and pins it. */
export function PinSource(props: PinSourceProps) {
  const { repositories, hasDocuments, fullFiles, fullDocuments, onPinFile, onPinDocument } = props;
  const hasFiles = repositories.length > 0;
  const [chosen, setKind] = useState<"file" | "document">("file");
  const kind = !hasFiles ? "document" : !hasDocuments ? "file" : chosen;
  return (
    <div className="flex flex-col gap-2">
      {hasFiles && hasDocuments && (
        <SegmentedControl
          label={messages.pinSource}
          options={[
            { value: "file", label: messages.pinKinds.file },
            { value: "document", label: messages.pinKinds.document },
          ]}
          value={kind}
          onValueChange={setKind}
        />
      )}
      {kind === "file" ? (
        <PinFile repositories={repositories} full={fullFiles} onPin={onPinFile} />
      ) : (
        <PinDocument full={fullDocuments} onPin={onPinDocument} />
      )}
    </div>
  );
}
