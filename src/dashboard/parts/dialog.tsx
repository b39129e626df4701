import { X } from 'lucide-react';
import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import { Button } from './button.js';
import { classes } from './classes.js';

interface DialogProps {
  title: ReactNode;
  onClose: () => void;
  /** In the middle of the screen, along its right side, or over nearly all of it. */
  place?: 'middle' | 'side' | 'wide';
  children: ReactNode;
}

const places = {
  middle: 'm-auto w-[min(40rem,100vw-1.5rem)] max-h-[calc(100dvh-2rem)] rounded-lg',
  side: 'mr-0 ml-auto h-dvh max-h-none w-[min(46rem,100%)] max-w-none border-y-0 border-r-0',
  wide: 'm-auto h-[calc(100dvh-2rem)] max-h-none w-[min(90rem,100vw-1.5rem)] max-w-none rounded-lg',
};

/** A dialog over the page, which waits behind it: the browser keeps the focus inside, and Escape closes it. It is open as long as it is there. */
export function Dialog({ title, onClose, place = 'middle', children }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  const id = useId();
  useLayoutEffect(() => {
    const dialog = element.current;
    const opener = document.activeElement;
    dialog?.showModal();
    // Otherwise it is the button that closes it.
    dialog?.querySelector<HTMLElement>('form :is(input, select, textarea):enabled')?.focus();
    return () => {
      dialog?.close();
      // A dialog that is gone from the page can’t give the focus back by itself.
      if (opener instanceof HTMLElement) opener.focus();
    };
  }, []);
  return (
    <dialog
      ref={element}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      className={classes('overflow-hidden border border-line bg-surface p-0 text-ink shadow-xl', places[place])}
    >
      <div className="flex h-full max-h-[inherit] flex-col">
        <header className="flex items-center justify-between gap-4 border-b border-line px-4 py-2.5">
          <h2 id={id} className="min-w-0 text-base font-semibold break-words">
            {title}
          </h2>
          <Button kind="quiet" aria-label="Close" icon={<X aria-hidden size={18} />} onClick={onClose} />
        </header>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a frame that scrolls must be reached by keyboard (WCAG 2.1.1) */}
        <div tabIndex={0} className="min-h-0 grow overflow-y-auto p-4">
          {children}
        </div>
      </div>
    </dialog>
  );
}
