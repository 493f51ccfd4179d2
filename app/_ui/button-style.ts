import { cva, type VariantProps } from "class-variance-authority";

/** The look of a button, for buttons and for links that look like one. */
export const buttonStyle = cva(
  "inline-flex shrink-0 select-none items-center justify-center gap-1.5 whitespace-nowrap border font-medium transition-colors data-disabled:cursor-not-allowed data-disabled:opacity-55 [&_svg]:shrink-0",
  {
    variants: {
      variant: {
        primary:
          "border-transparent bg-accent text-on-accent shadow-raised not-data-disabled:hover:bg-accent-hover data-popup-open:bg-accent-hover",
        secondary:
          "border-line bg-panel text-text shadow-raised not-data-disabled:hover:bg-hover data-popup-open:bg-hover",
        quiet:
          "border-transparent text-quiet not-data-disabled:hover:bg-hover not-data-disabled:hover:text-text data-popup-open:bg-hover data-popup-open:text-text",
        danger:
          "border-transparent bg-danger text-on-danger shadow-raised not-data-disabled:hover:bg-danger-hover",
      },
      size: {
        small: "h-6 rounded-sm px-2 text-small [&_svg]:size-3.5",
        medium: "h-8 rounded-md px-3 text-base [&_svg]:size-4",
        large: "h-10 rounded-md px-4 text-reading [&_svg]:size-4",
      },
      square: { true: "px-0", false: "" },
    },
    compoundVariants: [
      { square: true, size: "small", class: "w-6" },
      { square: true, size: "medium", class: "w-8" },
      { square: true, size: "large", class: "w-10" },
    ],
    defaultVariants: { variant: "secondary", size: "medium", square: false },
  },
);

export type ButtonLook = Pick<VariantProps<typeof buttonStyle>, "variant" | "size">;
