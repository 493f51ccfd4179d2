/** The look shared by dialogs, confirmations and the palette. */
export const dialogBackdrop =
  "fixed inset-0 z-40 bg-backdrop transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0";

export const dialogPopup =
  "fixed top-[12vh] left-1/2 z-40 flex max-h-[min(76vh,44rem)] w-[min(30rem,calc(100vw-24px))] -translate-x-1/2 flex-col rounded-lg border border-line bg-panel text-text shadow-floating outline-none transition-[opacity,scale] duration-150 data-ending-style:scale-[0.98] data-ending-style:opacity-0 data-starting-style:scale-[0.98] data-starting-style:opacity-0";
