"use client";

import { Menu as BaseMenu } from "@base-ui/react/menu";
import { Check } from "lucide-react";
import Link from "next/link";
import type { ReactElement, ReactNode } from "react";
import { uiMessages } from "@/app/_messages/ui";
import { cn } from "./cn";
import { Kbd } from "./kbd";
import { floatingRow, floatingSurface } from "./surface";

type MenuProps = {
  /** The button that opens it. */
  trigger: ReactElement;
  side?: "top" | "right" | "bottom" | "left" | undefined;
  align?: "start" | "center" | "end" | undefined;
  className?: string | undefined;
  children: ReactNode;
};

/** A menu of MenuItem, MenuLink, MenuChoices, MenuGroup and MenuSeparator. */
export function Menu({ trigger, side = "bottom", align = "end", className, children }: MenuProps) {
  return (
    <BaseMenu.Root>
      <BaseMenu.Trigger render={trigger} />
      <BaseMenu.Portal>
        <BaseMenu.Positioner
          role="region"
          aria-label={uiMessages.menu}
          side={side}
          align={align}
          sideOffset={4}
          className="z-50 outline-none"
        >
          <BaseMenu.Popup
            className={cn(
              floatingSurface,
              "max-h-(--available-height) min-w-44 max-w-80 overflow-y-auto p-1",
              className,
            )}
          >
            {children}
          </BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.Root>
  );
}

type MenuRow = { icon?: ReactNode; keys?: string | undefined; children: ReactNode };

/** Something the menu does. */
export function MenuItem(props: MenuRow & { onClick: () => void; danger?: boolean; disabled?: boolean }) {
  return (
    <BaseMenu.Item
      onClick={props.onClick}
      disabled={props.disabled}
      className={cn(floatingRow, props.danger && "text-danger [&_svg]:text-danger")}
    >
      <Row {...props} />
    </BaseMenu.Item>
  );
}

/** Somewhere the menu goes. */
export function MenuLink(props: MenuRow & { href: string }) {
  return (
    <BaseMenu.LinkItem render={<Link href={props.href} />} closeOnClick className={floatingRow}>
      <Row {...props} />
    </BaseMenu.LinkItem>
  );
}

type MenuChoicesProps<Value extends string> = {
  label: string;
  options: readonly { value: Value; label: ReactNode; detail?: ReactNode; icon?: ReactNode }[];
  value: Value | undefined;
  onValueChange: (value: Value) => void;
};

/** A titled group in which one row is chosen. */
export function MenuChoices<Value extends string>({
  label,
  options,
  value,
  onValueChange,
}: MenuChoicesProps<Value>) {
  return (
    <BaseMenu.Group>
      <BaseMenu.GroupLabel className={groupLabel}>{label}</BaseMenu.GroupLabel>
      <BaseMenu.RadioGroup value={value} onValueChange={(next: Value) => onValueChange(next)}>
        {options.map((option) => (
          <BaseMenu.RadioItem key={option.value} value={option.value} closeOnClick className={floatingRow}>
            {option.icon}
            <span className="min-w-0 flex-1 truncate">{option.label}</span>
            {option.detail !== undefined && <span className="text-small text-quiet">{option.detail}</span>}
            <span className="grid size-4 place-items-center">
              <BaseMenu.RadioItemIndicator>
                <Check aria-hidden />
              </BaseMenu.RadioItemIndicator>
            </span>
          </BaseMenu.RadioItem>
        ))}
      </BaseMenu.RadioGroup>
    </BaseMenu.Group>
  );
}

/** Rows under a small heading. */
export function MenuGroup({ label, children }: { label: ReactNode; children?: ReactNode }) {
  return (
    <BaseMenu.Group>
      <BaseMenu.GroupLabel className={groupLabel}>{label}</BaseMenu.GroupLabel>
      {children}
    </BaseMenu.Group>
  );
}

export function MenuSeparator() {
  return <BaseMenu.Separator className="-mx-1 my-1 h-px bg-line" />;
}

function Row({ icon, keys, children }: MenuRow) {
  return (
    <>
      {icon}
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {keys !== undefined && <Kbd keys={keys} plain className="text-quiet" />}
    </>
  );
}

const groupLabel = "px-2 pt-1.5 pb-1 text-small text-quiet";
