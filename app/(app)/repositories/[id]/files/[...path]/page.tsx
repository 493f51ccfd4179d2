import type { Metadata } from "next";
import { getQueryClient, Hydrate, trpc } from "@/app/_trpc/server";
import { foundOrNot } from "../../../found-or-not";
import { pathOfSegments, titleOfSegment } from "../../../hrefs";
import { FileScreen } from "./file-screen";

type Props = { params: Promise<{ id: string; path: string[] }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { path } = await params;
  return { title: titleOfSegment(path.at(-1) ?? "") };
}

export default async function FilePage({ params }: Props) {
  const { id, path: segments } = await params;
  const path = pathOfSegments(segments);
  // Awaited: an address that leads nowhere has to say so before anything is sent.
  const options = trpc.repository.file.get.queryOptions({ repositoryId: id, path });
  await foundOrNot(getQueryClient().fetchQuery({ ...options, retry: false }));
  return (
    <Hydrate>
      <FileScreen repositoryId={id} path={path} />
    </Hydrate>
  );
}
