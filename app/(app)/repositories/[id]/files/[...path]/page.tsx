import type { Metadata } from "next";
import { getQueryClient, Hydrate, trpc } from "@/app/_trpc/server";
import { foundOrNot } from "../../../found-or-not";
import { pathOfSegments } from "../../../hrefs";
import { FileScreen } from "./file-screen";

type Props = { params: Promise<{ id: string; path: string[] }> };

const read = (repositoryId: string, path: string) =>
  foundOrNot(
    getQueryClient().fetchQuery({
      ...trpc.repository.file.get.queryOptions({ repositoryId, path }),
      retry: false,
    }),
  );

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id, path: segments } = await params;
  const path = pathOfSegments(segments);
  const { repositoryName } = await read(id, path);
  return { title: `${path.slice(path.lastIndexOf("/") + 1)} · ${repositoryName}` };
}

export default async function FilePage({ params }: Props) {
  const { id, path: segments } = await params;
  const path = pathOfSegments(segments);
  await read(id, path);
  return (
    <Hydrate>
      <FileScreen repositoryId={id} path={path} />
    </Hydrate>
  );
}
