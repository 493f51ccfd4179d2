import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { uiMessages } from "./_messages/ui";
import { TrpcProvider } from "./_trpc/client";
import { UiProviders } from "./_ui/ui-providers";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: uiMessages.appName, template: `%s · ${uiMessages.appName}` },
  description: uiMessages.appDescription,
  icons: { icon: "/icon.svg" },
  robots: { index: false, follow: false },
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#fbfbfa" },
    { media: "(prefers-color-scheme: dark)", color: "#161614" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  return (
    // The theme's class is set by a script before React wakes, so the server cannot know it.
    <html lang="en" suppressHydrationWarning>
      <body>
        <UiProviders nonce={nonce}>
          {/* Its own stacking context, so that what floats is always above the page. */}
          <div className="isolate">
            <TrpcProvider>{children}</TrpcProvider>
          </div>
        </UiProviders>
      </body>
    </html>
  );
}
