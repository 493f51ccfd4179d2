/** `all-MiniLM-L6-v2/int8-3;text-2` in the parts people read: the model, and the version of the text it was given. */
export function modelName(model: string): { name: string; textVersion: string | undefined } {
  const [, name = model, textVersion] = /^(.+);text-(\d+)$/.exec(model) ?? [];
  return { name, textVersion };
}
