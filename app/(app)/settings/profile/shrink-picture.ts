const SIDE = 256;

/**
 * Draws the middle of a picture anew as a square of 256 pixels, so that neither its size nor what a camera wrote into
 * it (place, time, device) leaves the browser. Gives a JPEG or PNG in base64; undefined where the browser cannot read it.
 */
export async function shrinkPicture(file: File): Promise<string | undefined> {
  const picture = await createImageBitmap(file).catch(() => undefined);
  if (picture === undefined || picture.width === 0) return undefined;
  const canvas = document.createElement("canvas");
  canvas.width = SIDE;
  canvas.height = SIDE;
  const context = canvas.getContext("2d");
  if (context === null) return undefined;
  const side = Math.min(picture.width, picture.height);
  const [left, top] = [(picture.width - side) / 2, (picture.height - side) / 2];
  context.drawImage(picture, left, top, side, side, 0, 0, SIDE, SIDE);
  picture.close();
  // A JPEG has no transparency and would show black in its place.
  const url = canvas.toDataURL(file.type === "image/jpeg" ? "image/jpeg" : "image/png", 0.9);
  return url.slice(url.indexOf(",") + 1);
}
