import { type RefObject, useEffect, useRef, useState } from 'react';
import { isWithin, wordsAtField } from './form-words.js';
import type { Problem } from './graph/use-command.js';

/** A field of a form. */
export interface FormField {
  /** What the form calls it. */
  label: string;
  /** What stands in it. */
  value: unknown;
  /** What is wrong with that, as far as it can be told without the API. */
  misfit?: string | null;
}

/** The fields of a form, by the paths that the API has for them. */
export type FormFields = Readonly<Record<string, FormField>>;

export interface FormProblems<Frame extends HTMLElement = HTMLFormElement> {
  /** Of the form: its first field with a problem gets the focus. */
  ref: RefObject<Frame | null>;
  /** Whether the form can be sent. Where it can’t, each of the fields says why, until it is corrected. */
  check(): boolean;
  /** What is wrong with a field. */
  at(path: string): string | null;
  /** What the API refuses and no field shows. */
  elsewhere: Problem | null;
}

/**
 * Keeps what is wrong with a form: all that the form can tell by itself at once, then what the API refuses, each at its field, until
 * another value stands there.
 *
 * @param refusal what the API has refused.
 * @param root where its paths begin: a part of the form that was sent by itself. Empty: at the form.
 */
export function useFormProblems<Frame extends HTMLElement = HTMLFormElement>(
  fields: FormFields,
  refusal: Problem | null,
  root = '',
): FormProblems<Frame> {
  const ref = useRef<Frame>(null);
  const [wrong, setWrong] = useState<ReadonlySet<string>>(new Set());
  // What stands in the form when the answer arrives may be corrected already.
  const [sent, setSent] = useState(fields);
  const [refused, setRefused] = useState<Refused | null>(null);
  if (refusal !== (refused?.problem ?? null)) setRefused(refusal && refusedIn(sent, refusal, root));
  useEffect(() => {
    if (wrong.size > 0 || refused) ref.current?.querySelector<HTMLElement>('[aria-invalid=true], [data-invalid]')?.focus();
  }, [wrong, refused]);
  return {
    ref,
    check() {
      const found = Object.keys(fields).filter((path) => fields[path]?.misfit);
      setWrong(new Set(found));
      // A text that is no number is none at all to the form, which would be sent without it: the browser knows, and says so.
      const unread = [...(ref.current?.querySelectorAll('input') ?? [])].find(({ validity }) => validity.badInput);
      if (found.length === 0) unread?.reportValidity();
      if (found.length > 0 || unread) return false;
      setSent(fields);
      return true;
    },
    at(path) {
      const field = fields[path];
      if (!field) return null;
      if (wrong.has(path) && field.misfit) return field.misfit;
      const stands = refused?.path === path && refused.value === JSON.stringify(field.value);
      return stands ? wordsAtField(refused.problem, field.label, refused.inside) : null;
    },
    elsewhere: refused?.path === null ? refused.problem : null,
  };
}

/**
 * The attributes of a group of fields that has a problem as a whole: it can get the focus, and says what is wrong.
 *
 * @param id of the element that says it.
 */
export function groupAttributes(problem: string | null, id: string) {
  return problem === null ? {} : { 'data-invalid': true, 'aria-describedby': id, tabIndex: -1 };
}

interface Refused {
  problem: Problem;
  /** Of the field that shows it; null: none does. */
  path: string | null;
  /** The path within what stands there. */
  inside: string;
  /** What was sent of it, as JSON. */
  value: string;
}

function refusedIn(fields: FormFields, problem: Problem, root: string): Refused {
  // That a name is taken is said of what would have it.
  const field = problem.field ?? (problem.code === 'NAME_TAKEN' ? 'name' : '');
  const whole = [root, field].filter((part) => part !== '').join('.');
  const [path = null] = Object.keys(fields)
    .filter((each) => isWithin(whole, each))
    .toSorted((one, other) => other.length - one.length);
  const inside = whole.slice(path?.length).replace(/^\./, '');
  return { problem, path, inside, value: JSON.stringify(path === null ? null : fields[path]?.value) };
}
