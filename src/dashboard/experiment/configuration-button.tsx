interface ConfigurationButtonProps {
  /** The configuration in short. */
  words: string;
  onClick: () => void;
}

/** A configuration in short, three lines of it at most, that opens the whole of it. */
export function ConfigurationButton({ words, onClick }: ConfigurationButtonProps) {
  return (
    <button
      type="button"
      title="Show the whole configuration"
      className="min-h-6 text-left font-mono text-xs break-words text-muted underline decoration-line underline-offset-4 hover:text-ink"
      onClick={onClick}
    >
      <span className="line-clamp-3">{words || '{}'}</span>
    </button>
  );
}
