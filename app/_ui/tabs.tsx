"use client";

import { Tabs as BaseTabs } from "@base-ui/react/tabs";
import type { ReactNode } from "react";
import { cn } from "./cn";

type TabsProps<Value extends string> = {
  /** What the tabs divide, for screen readers. */
  label: string;
  tabs: readonly { value: Value; label: ReactNode; panel: ReactNode }[];
  /** The open tab; leave it out and the first is open until another is chosen. */
  value?: Value | undefined;
  onValueChange?: ((value: Value) => void) | undefined;
  className?: string | undefined;
};

/** Tabs over panels, underlined in the accent colour. */
export function Tabs<Value extends string>({
  label,
  tabs,
  value,
  onValueChange,
  className,
}: TabsProps<Value>) {
  const control = value === undefined ? { defaultValue: tabs[0]?.value } : { value };
  return (
    <BaseTabs.Root {...control} onValueChange={(next: Value) => onValueChange?.(next)} className={className}>
      <BaseTabs.List aria-label={label} className="flex gap-4 overflow-x-auto border-b border-line">
        {tabs.map((tab) => (
          <BaseTabs.Tab key={tab.value} value={tab.value} className={tabStyle}>
            {tab.label}
          </BaseTabs.Tab>
        ))}
      </BaseTabs.List>
      {tabs.map((tab) => (
        <BaseTabs.Panel key={tab.value} value={tab.value} className="pt-4">
          {tab.panel}
        </BaseTabs.Panel>
      ))}
    </BaseTabs.Root>
  );
}

const tabStyle = cn(
  "-mb-px flex h-9 shrink-0 items-center gap-1.5 border-b-2 border-transparent text-base font-medium text-quiet",
  "-outline-offset-2 hover:text-text data-active:border-accent data-active:text-text",
);
