import { identifierIn } from "./identifier-in";

/** The identifier of some code under a point of the window; undefined beside it. */
export function identifierAt(x: number, y: number): string | undefined {
  const caret = caretAt(x, y);
  const code = caret?.node.parentElement?.closest("code");
  if (!caret || !code) return undefined;
  const before = document.createRange();
  before.selectNodeContents(code);
  before.setEnd(caret.node, caret.offset);
  const name = identifierIn(code.textContent ?? "", before.toString().length);
  // Beyond the end of a line the nearest place is the line's last one.
  return name !== undefined && isNear(caret, x) ? name : undefined;
}

interface Caret {
  node: Node;
  offset: number;
}

function caretAt(x: number, y: number): Caret | undefined {
  if (document.caretPositionFromPoint) {
    const position = document.caretPositionFromPoint(x, y);
    return position ? { node: position.offsetNode, offset: position.offset } : undefined;
  }
  // Safari knows only its own older name.
  const range = document.caretRangeFromPoint(x, y);
  return range ? { node: range.startContainer, offset: range.startOffset } : undefined;
}

function isNear({ node, offset }: Caret, x: number): boolean {
  const range = document.createRange();
  range.setStart(node, offset);
  range.collapse(true);
  const { left } = range.getBoundingClientRect();
  return Math.abs(left - x) < 12;
}
