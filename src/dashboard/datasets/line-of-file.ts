const newline = 0x0a;
/** How much of a line is shown, in bytes. */
const shownBytes = 2_000;

/** The text of one line of a file, 1 for the first, as far as it fits on a screen; null where the file has fewer. */
export async function lineOfFile(file: Blob, number: number): Promise<string | null> {
  const reader = file.stream().getReader();
  const parts: Uint8Array[] = [];
  let taken = 0;
  let line = 1;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    let start = 0;
    for (; line < number && start < value.length; line += 1) {
      const end = value.indexOf(newline, start);
      if (end === -1) break;
      start = end + 1;
    }
    if (line < number) continue;
    const end = value.indexOf(newline, start);
    const part = value.subarray(start, end === -1 ? undefined : end);
    parts.push(part.subarray(0, shownBytes - taken));
    taken += part.length;
    if (end !== -1 || taken >= shownBytes) {
      await reader.cancel();
      break;
    }
  }
  if (line < number) return null;
  const text = await new Blob(parts as Uint8Array<ArrayBuffer>[]).text();
  return taken > shownBytes ? `${text} …` : text.replace(/\r$/, '');
}
