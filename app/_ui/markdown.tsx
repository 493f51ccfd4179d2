"use client";

import { createContext, type ReactNode, useContext } from "react";
import { type Components, Streamdown } from "streamdown";
import { CodeBlock } from "@/app/_code/code-block";
import { uiMessages } from "@/app/_messages/ui";
import { cn } from "./cn";

type MarkdownProps = {
  children: string;
  /** More is on its way: what is half written is closed for the moment. */
  isGrowing?: boolean | undefined;
  /** What stands for a link to `#name`, such as the chip of a citation; undefined leaves the words alone. */
  renderAnchor?: ((name: string) => ReactNode) | undefined;
  className?: string | undefined;
};

/**
 * Markdown somebody or something wrote, as reading text. It loads nothing: pictures are their words, HTML is text, and a
 * link is followed only when it is pressed.
 */
export function Markdown({ children, isGrowing = false, renderAnchor, className }: MarkdownProps) {
  return (
    <AnchorContext value={renderAnchor}>
      <Streamdown
        mode={isGrowing ? "streaming" : "static"}
        parseIncompleteMarkdown={isGrowing}
        components={elements}
        controls={false}
        linkSafety={{ enabled: false }}
        skipHtml
        className={cn("wrap-anywhere space-y-2 text-reading", className)}
      >
        {children}
      </Streamdown>
    </AnchorContext>
  );
}

// By context, so that a chip that changes stays the element it is, and keeps the focus.
const AnchorContext = createContext<MarkdownProps["renderAnchor"]>(undefined);

function Anchor({ href, children }: { href?: string | undefined; children?: ReactNode }) {
  const renderAnchor = useContext(AnchorContext);
  if (href?.startsWith("#")) return renderAnchor?.(href.slice(1)) ?? children;
  return <Link href={href}>{children}</Link>;
}

function Link({ href, children }: { href: string | undefined; children: ReactNode }) {
  if (href === undefined || !/^(https?:|mailto:|\/(?!\/))/i.test(href)) return children;
  const isOurs = href.startsWith("/");
  return (
    <a
      href={href}
      className="text-accent underline decoration-line underline-offset-2 hover:decoration-current"
      {...(isOurs ? {} : { target: "_blank", rel: "noopener noreferrer nofollow" })}
    >
      {children}
    </a>
  );
}

function Code(props: object) {
  // Two types of the library ask for one component, and fit no other.
  const { className, children } = props as { className?: unknown; children?: unknown };
  const language = /language-(\S+)/.exec(String(className ?? ""))?.[1];
  const text = typeof children === "string" ? children : String(children ?? "");
  if (language === undefined && !text.includes("\n")) {
    return <code className="rounded-xs bg-code px-1 py-0.5 font-mono text-mono">{text}</code>;
  }
  return (
    <CodeBlock
      code={text.replace(/\n$/, "")}
      language={language ?? null}
      numbers={false}
      className="rounded-md border border-line bg-code"
    />
  );
}

const heading = "pt-1 font-semibold text-reading";

const elements: Components = {
  a: ({ href, children }) => <Anchor href={href}>{children}</Anchor>,
  h1: ({ children }) => <h3 className={heading}>{children}</h3>,
  h2: ({ children }) => <h3 className={heading}>{children}</h3>,
  h3: ({ children }) => <h4 className={heading}>{children}</h4>,
  h4: ({ children }) => <h5 className={heading}>{children}</h5>,
  h5: ({ children }) => <h6 className={heading}>{children}</h6>,
  h6: ({ children }) => <h6 className={heading}>{children}</h6>,
  p: ({ children }) => <p>{children}</p>,
  ul: ({ children }) => <ul className="list-disc space-y-1 pl-5">{children}</ul>,
  ol: ({ children, start }) => (
    <ol start={start} className="list-decimal space-y-1 pl-5">
      {children}
    </ol>
  ),
  li: ({ children }) => <li>{children}</li>,
  blockquote: ({ children }) => (
    <blockquote className="border-line border-l-2 pl-3 text-quiet">{children}</blockquote>
  ),
  hr: () => <hr className="border-line" />,
  strong: ({ children }) => <strong className="font-semibold">{children}</strong>,
  pre: ({ children }) => children,
  code: Code,
  inlineCode: Code,
  img: ({ alt }) => (
    <span className="text-quiet">{uiMessages.picture(typeof alt === "string" ? alt : "")}</span>
  ),
  table: ({ children }) => (
    <div className="overflow-x-auto rounded-md border border-line">
      <table className="w-full text-left text-base">{children}</table>
    </div>
  ),
  thead: ({ children }) => <thead className="border-line border-b text-quiet">{children}</thead>,
  tbody: ({ children }) => <tbody className="divide-y divide-line">{children}</tbody>,
  tr: ({ children }) => <tr>{children}</tr>,
  th: ({ children }) => <th className="px-3 py-1.5 font-medium">{children}</th>,
  td: ({ children }) => <td className="px-3 py-1.5 align-top">{children}</td>,
};
