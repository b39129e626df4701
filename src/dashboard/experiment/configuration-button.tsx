interface ConfigurationButtonProps {
  /** The configuration in short. */
  words: string;
  /** How many of its lines are shown at most. */
  lines: 2 | 3;
  onClick: () => void;
}

/** A configuration in short that opens the whole of it. */
export function ConfigurationButton({ words, lines, onClick }: ConfigurationButtonProps) {
  return (
    <button
      type="button"
      title="Show the whole configuration"
      className="min-h-6 text-left font-mono text-xs break-words text-muted underline decoration-line underline-offset-4 hover:text-ink"
      onClick={onClick}
    >
      <span className={lines === 2 ? 'line-clamp-2' : 'line-clamp-3'}>{words || '{}'}</span>
    </button>
  );
}
