"use client";

import { createContext, useContext } from "react";

type FrameControls = { openPalette: () => void; openSidebar: () => void };

/** What a screen's header needs of the frame around it. */
export const FrameContext = createContext<FrameControls | undefined>(undefined);

export function useFrame(): FrameControls {
  const controls = useContext(FrameContext);
  if (controls === undefined) throw new Error("A Screen needs a Frame above it.");
  return controls;
}
