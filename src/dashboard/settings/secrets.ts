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
