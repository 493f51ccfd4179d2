"use client";

import Link from "next/link";
import { Fragment } from "react";
import { repositoryMessages as messages } from "@/app/_messages/repositories";
import { folderHref } from "../hrefs";

type FolderPathProps = { repository: { id: string; name: string }; folder: string };

/** The open folder, each part a link to it. */
export function FolderPath({ repository, folder }: FolderPathProps) {
  if (folder === "") return null;
  const names = folder.split("/");
  return (
    <nav aria-label={messages.filesIn(folder)} className="flex flex-wrap items-center font-mono text-mono">
      <Link href={folderHref(repository.id, "")} className="rounded-xs text-quiet hover:text-text">
        {repository.name}
      </Link>
      {names.map((name, index) => {
        const path = names.slice(0, index + 1).join("/");
        return (
          <Fragment key={path}>
            <span aria-hidden className="px-1.5 text-faint">
              /
            </span>
            {index === names.length - 1 ? (
              <span aria-current="page" className="break-all font-semibold">
                {name}
              </span>
            ) : (
              <Link
                href={folderHref(repository.id, path)}
                className="break-all rounded-xs text-quiet hover:text-text"
              >
                {name}
              </Link>
            )}
          </Fragment>
        );
      })}
    </nav>
  );
}
