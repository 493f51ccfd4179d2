const SIDE = 256;

/** A picture cut to a square of 256 pixels, as PNG in base64. Throws when the file is no picture the browser can read. */
export async function shrinkPicture(file: Blob): Promise<string> {
  const picture = await createImageBitmap(file);
  const side = Math.min(picture.width, picture.height);
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [SIDE, SIDE];
  const [left, top] = [(picture.width - side) / 2, (picture.height - side) / 2];
  canvas.getContext("2d")?.drawImage(picture, left, top, side, side, 0, 0, SIDE, SIDE);
  picture.close();
  // Photographs are small as JPEG only; 256 × 256 pixels of noise would not fit as PNG.
  const png = canvas.toDataURL("image/png");
  const address = png.length < 300_000 ? png : canvas.toDataURL("image/jpeg", 0.9);
  return address.slice(address.indexOf(",") + 1);
}
