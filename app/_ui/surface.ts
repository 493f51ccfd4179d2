/** The look shared by everything that floats: menus, popovers, lists of a select. */
export const floatingSurface =
  "rounded-lg border border-line bg-panel text-text shadow-floating outline-none origin-(--transform-origin) transition-[opacity,scale] duration-100 data-starting-style:scale-[0.98] data-starting-style:opacity-0 data-ending-style:opacity-0";

/** A row in a menu or list that floats. */
export const floatingRow =
  "flex min-h-8 w-full cursor-default select-none items-center gap-2.5 rounded-sm px-2 py-1.5 text-left text-base text-text outline-none data-highlighted:bg-hover data-disabled:opacity-55 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-quiet";
