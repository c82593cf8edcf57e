import { useId } from 'react'

/** Asks for the visitor's own name. */
export function FindPlayerForm({ onFind }: { onFind: (player: string) => void }) {
  const id = useId()
  return (
    <form
      data-testid="find-player"
      aria-label="Find me"
      className="flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line px-4 py-3 sm:px-6"
      onSubmit={(event) => {
        event.preventDefault()
        const name = String(new FormData(event.currentTarget).get('player') ?? '').trim()
        if (name !== '') onFind(name)
      }}
    >
      <label htmlFor={id} className="text-sm font-semibold">
        Are you playing?
      </label>
      <span className="flex min-w-0 grow gap-2 sm:grow-0">
        <input
          id={id}
          name="player"
          type="text"
          required
          placeholder="Your player name"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={64}
          className="h-10 min-w-0 grow rounded-lg border border-line bg-page px-3 text-base placeholder:text-muted sm:w-52 sm:text-sm"
        />
        <button
          type="submit"
          className="h-10 shrink-0 rounded-lg bg-gold-fill px-4 text-sm font-semibold text-on-gold hover:brightness-105"
        >
          Find me
        </button>
      </span>
    </form>
  )
}
