type Props = { label: string; placeholder: string; value: string; onChange: (value: string) => void }

/** Looks players up while the name is typed. */
export function SearchField({ label, placeholder, value, onChange }: Props) {
  return (
    <input
      type="search"
      data-testid="player-search"
      aria-label={label}
      placeholder={placeholder}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
      maxLength={64}
      className="h-10 w-full min-w-0 rounded-lg border border-line bg-page px-3 text-base placeholder:text-muted sm:w-60 sm:text-sm"
    />
  )
}
