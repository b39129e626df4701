import { useState } from 'react';

export const secretChoices = ['KEEP', 'REPLACE', 'REMOVE'] as const;

/** What is to become of something secret, which can be replaced and taken away, and never read. */
export interface SecretDraft {
  choice: (typeof secretChoices)[number];
  /** What it is to be. */
  text: string;
}

export function draftSecret(isSet: boolean): SecretDraft {
  return { choice: isSet ? 'KEEP' : 'REPLACE', text: '' };
}

/** The secret as mutations take it: undefined leaves it as it is, null takes it away. */
export function readSecret({ choice, text }: SecretDraft): string | null | undefined {
  switch (choice) {
    case 'KEEP':
      return undefined;
    case 'REMOVE':
      return null;
    case 'REPLACE':
      return text.trim() || undefined;
  }
}

/** What is wrong with a secret as it is written; null where nothing is. @param isSet whether it is to replace one. */
export function misfitOfSecret({ choice, text }: SecretDraft, isSet: boolean): string | null {
  return isSet && choice === 'REPLACE' && text.trim() === '' ? 'Give a new one, or keep what there is.' : null;
}

/** How often a secret was changed: a form tells by it whether what it has sent still stands there, and keeps no copy. */
export function useEdits(secret: SecretDraft | string): number {
  const [known, setKnown] = useState({ secret, edits: 0 });
  if (known.secret === secret) return known.edits;
  const edits = known.edits + 1;
  setKnown({ secret, edits });
  return edits;
}
