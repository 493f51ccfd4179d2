import { splitIdentifier, words } from "../search/words.ts";

// Words that programs use for one act. A question says "creates", the function is called `fromMillis` or `makePool`.
const groups = `create make build construct new init initialize generate instantiate from of factory define
remove delete clear drop unset unsubscribe discard reset evict
check whether is has can should test determine if equal equals valid verify true
convert turn transform into to as cast map stringify serialize format
parse read decode load extract from
get return retrieve obtain fetch find lookup resolve access
set update assign change write put apply with override
add append insert register subscribe push attach on
merge combine concat join several together mix union extend
copy clone duplicate
assert ensure validate throw require invariant expect
compare equal same diff difference
call called invoke run execute handle on fire trigger dispatch emit notify
stop cancel abort end close destroy dispose terminate
start begin open launch
count number size length total
wait await delay sleep timeout
encode serialize stringify dump
split divide break chunk
wrap decorate proxy
hash digest
short abbreviation brief`
  .split("\n")
  .map((line) => new Set(line.split(/\s+/).flatMap(formsOf)));

/** Which share of a name's words the question says, as they are or by another word for the same act; 0…1. */
export function shareOfNameAsked(name: string, question: string): number {
  const parts = splitIdentifier(name).map((part) => part.text.toLowerCase());
  if (parts.length === 0) return 0;
  const asked = new Set([...words(question), ...(question.toLowerCase().match(/\p{L}+/gu) ?? [])]);
  const meant = groups.filter((group) => [...asked].some((word) => group.has(word)));
  const isAsked = (part: string) => {
    const forms = formsOf(part);
    return forms.some((form) => asked.has(form) || meant.some((group) => group.has(form)));
  };
  return parts.filter(isAsked).length / parts.length;
}

/** Whether a question asks if something is so. */
export function asksWhether(question: string): boolean {
  return (
    /^(returns? )?(whether|true|if\b|checks?|determines?|tests?|is |are |indicates)/i.test(question) ||
    /\b(returns?|gets?|determines?|checks?) (true|whether|if)\b/i.test(question)
  );
}

/** Whether a function tells if something is so, by its name or by what it returns. */
export function tellsWhether(name: string, code: string): boolean {
  const first = splitIdentifier(name)[0]?.text.toLowerCase() ?? "";
  if (/^(is|has|can|should|equals?|contains|needs|supports|will|does|matches)$/.test(first)) return true;
  return (
    code.length < 400 && /^\s*return [^;{]*(===|!==|&&|<=|>=| < | > |instanceof| in )[^;]*;?\s*\}/m.test(code)
  );
}

/** A word as it stands and as it is indexed: a stop word has no second form. */
function formsOf(word: string): string[] {
  return [...new Set([word, ...words(word)])];
}
