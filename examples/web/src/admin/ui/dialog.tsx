import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { usePaused } from './paused.ts'

type Props = { title: string; onClose: () => void; children: ReactNode; wide?: boolean }

/** A modal dialog for as long as it is rendered. Focus goes in, and back to where it came from. */
export function Dialog({ title, onClose, children, wide = false }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  const paused = usePaused()
  // A modal dialog makes everything else inert, also the form to sign in with, and also while it is hidden.
  useEffect(() => {
    if (paused) dialog.current?.close()
    else if (dialog.current?.open === false) dialog.current.showModal()
  }, [paused])
  useReturnFocus()

  return (
    <dialog
      ref={dialog}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      className={`m-auto max-h-[calc(100dvh-2rem)] w-[calc(100%-2rem)] overflow-y-auto rounded-2xl border border-line bg-surface p-0 text-ink shadow-2xl backdrop:bg-black/60 ${wide ? 'max-w-2xl' : 'max-w-lg'}`}
    >
      <div className="p-5 sm:p-6">
        <div className="flex items-start justify-between gap-4">
          <h2 id={id} className="text-xl display">
            {title}
          </h2>
          <button
            type="button"
            onClick={onClose}
            aria-label="Close"
            className="-mt-1 -mr-2 grid size-9 shrink-0 place-items-center rounded-lg text-muted hover:bg-raised hover:text-ink"
          >
            <svg viewBox="0 0 16 16" className="size-4" aria-hidden fill="none" stroke="currentColor" strokeWidth="2">
              <path d="M3 3l10 10M13 3L3 13" />
            </svg>
          </button>
        </div>
        <div className="mt-4">{children}</div>
      </div>
    </dialog>
  )
}

function useReturnFocus(): void {
  // Read while rendering: once the dialog is open, the focus is in it.
  const [before] = useState(() => document.activeElement)
  useEffect(
    () => () => {
      // What opened the dialog may be gone by now, or about to go: a row that was dealt with.
      setTimeout(() => {
        const target =
          before instanceof HTMLElement && before.isConnected ? before : document.getElementById('desk-main')
        target?.focus({ preventScroll: true })
      })
    },
    [before],
  )
}

/** The buttons at the foot of a dialog, the one that acts last. */
export function DialogButtons({ children }: { children: ReactNode }) {
  return <div className="mt-6 flex flex-wrap justify-end gap-2">{children}</div>
}
