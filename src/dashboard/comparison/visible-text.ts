/** Characters that take no room, turn the direction of a text, or look like a blank and are none. */
const unseen = /[\u00a0\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g;

/** A changed part of a text, so that the change can be seen where nothing but blanks or unseen characters differ. */
export function visibleText(text: string): string {
  const blanks = /^ +$/.test(text) ? '·'.repeat(text.length) : text;
  return blanks
    .replaceAll('\r', '␍')
    .replaceAll('\t', '⇥')
    .replace(unseen, (character) => `⟨U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}⟩`);
}
