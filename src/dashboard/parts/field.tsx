import type { InputHTMLAttributes, ReactNode, SelectHTMLAttributes, TextareaHTMLAttributes } from 'react';
import { useId } from 'react';
import { classes } from './classes.js';

interface FieldProps {
  label: ReactNode;
  hint?: ReactNode;
  /** What is wrong with what was given. */
  error?: string | null;
}

const control =
  'w-full min-w-0 rounded-md border bg-surface px-2.5 py-1.5 text-sm text-ink placeholder:text-muted disabled:opacity-60';

function controlLook(error: string | null | undefined, more?: string): string {
  return classes(control, error ? 'border-bad' : 'border-edge', more);
}

interface FrameProps extends FieldProps {
  className?: string;
  children: (attributes: ReturnType<typeof controlAttributes>) => ReactNode;
}

function Frame({ label, hint, error, className, children }: FrameProps) {
  const id = useId();
  return (
    <div className={classes('grid min-w-0 content-start gap-1', className)}>
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      {children(controlAttributes({ id, hint, error }))}
      <Notes id={id} hint={hint} error={error} />
    </div>
  );
}

type NotesProps = Pick<FieldProps, 'hint' | 'error'> & { id: string };

/** What names a control's notes to whoever hears the page. */
function controlAttributes({ id, hint, error }: NotesProps) {
  const described = [...(hint ? [`${id}-hint`] : []), ...(error ? [`${id}-error`] : [])].join(' ');
  return { id, ...(described ? { 'aria-describedby': described } : {}), ...(error ? { 'aria-invalid': true as const } : {}) };
}

function Notes({ id, hint, error }: NotesProps) {
  return (
    <>
      {hint ? (
        <p id={`${id}-hint`} className="text-xs text-muted">
          {hint}
        </p>
      ) : null}
      {error ? (
        <p id={`${id}-error`} role="alert" className="text-xs text-bad">
          {error}
        </p>
      ) : null}
    </>
  );
}

type TextFieldProps = FieldProps & Omit<InputHTMLAttributes<HTMLInputElement>, 'id'>;

export function TextField({ label, hint, error, className, ...input }: TextFieldProps) {
  return (
    <Frame label={label} hint={hint} error={error} className={className}>
      {(attributes) => <input type="text" {...input} {...attributes} className={controlLook(error, 'h-8.5')} />}
    </Frame>
  );
}

type TextAreaFieldProps = FieldProps & Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'id'> & { code?: boolean };

export function TextAreaField({ label, hint, error, className, code, ...input }: TextAreaFieldProps) {
  return (
    <Frame label={label} hint={hint} error={error} className={className}>
      {(attributes) => (
        <textarea rows={3} {...input} {...attributes} className={controlLook(error, code ? 'font-mono' : undefined)} />
      )}
    </Frame>
  );
}

type SelectFieldProps = FieldProps & Omit<SelectHTMLAttributes<HTMLSelectElement>, 'id'>;

export function SelectField({ label, hint, error, className, children, ...select }: SelectFieldProps) {
  return (
    <Frame label={label} hint={hint} error={error} className={className}>
      {(attributes) => (
        <select {...select} {...attributes} className={controlLook(error, 'h-8.5')}>
          {children}
        </select>
      )}
    </Frame>
  );
}

type CheckFieldProps = FieldProps & Omit<InputHTMLAttributes<HTMLInputElement>, 'id' | 'type'>;

export function CheckField({ label, hint, error, className, ...input }: CheckFieldProps) {
  const id = useId();
  return (
    <div className={classes('grid gap-1', className)}>
      <div className="flex items-center gap-2">
        <input type="checkbox" {...input} {...controlAttributes({ id, hint, error })} className="size-4 accent-accent" />
        <label htmlFor={id} className="text-sm">
          {label}
        </label>
      </div>
      <Notes id={id} hint={hint} error={error} />
    </div>
  );
}
