import { FileText, Gauge, House, MessagesSquare, Search, Settings, SquareLibrary } from "lucide-react";
import { conversationMessages } from "@/app/_messages/conversations";
import { documentMessages } from "@/app/_messages/documents";
import { organizationMessages } from "@/app/_messages/organization";
import { usageMessages } from "@/app/_messages/usage";
import type { NavItem } from "../_frame/nav";

/** The screens that exist, in the order of the sidebar. */
export const screens: readonly NavItem[] = [
  { href: "/", label: organizationMessages.home, icon: <House aria-hidden />, keys: "g h" },
  { href: "/search", label: organizationMessages.search, icon: <Search aria-hidden />, keys: "/" },
  {
    href: "/conversations",
    label: conversationMessages.title,
    icon: <MessagesSquare aria-hidden />,
    keys: "g c",
  },
  {
    href: "/repositories",
    label: organizationMessages.repositories,
    icon: <SquareLibrary aria-hidden />,
    keys: "g r",
  },
  { href: "/documents", label: documentMessages.title, icon: <FileText aria-hidden />, keys: "g d" },
];

export const footScreens: readonly NavItem[] = [
  { href: "/usage", label: usageMessages.title, icon: <Gauge aria-hidden />, keys: "g u" },
  { href: "/settings", label: organizationMessages.settings, icon: <Settings aria-hidden />, keys: "g s" },
];
