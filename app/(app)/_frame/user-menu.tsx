"use client";

import { LogOut } from "lucide-react";
import { frameMessages } from "@/app/_messages/frame";
import { Menu, MenuGroup, MenuItem, MenuSeparator } from "@/app/_ui/menu";
import { ThemeChoices } from "@/app/_ui/theme-switch";
import { InitialMark } from "./initial-mark";

type UserMenuProps = { name: string; email: string; image: string | null; onSignOut: () => void };

/** Who one is here, the theme, and the way out. */
export function UserMenu({ name, email, image, onSignOut }: UserMenuProps) {
  const trigger = (
    <button
      type="button"
      aria-label={frameMessages.account(name)}
      className="flex h-8 w-full items-center gap-2 rounded-md px-1.5 text-left text-quiet -outline-offset-2 hover:text-text data-popup-open:text-text"
    >
      <InitialMark name={name} image={image} round />
      <span className="min-w-0 flex-1 truncate">{name}</span>
    </button>
  );
  return (
    <Menu trigger={trigger} side="top" align="start" className="w-60">
      <MenuGroup
        label={
          <>
            <span className="block truncate font-medium text-base text-text">{name}</span>
            <span className="block truncate">{email}</span>
          </>
        }
      />
      <MenuSeparator />
      <ThemeChoices />
      <MenuSeparator />
      <MenuItem icon={<LogOut aria-hidden />} onClick={onSignOut}>
        {frameMessages.signOut}
      </MenuItem>
    </Menu>
  );
}
