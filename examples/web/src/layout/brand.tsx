export function Brand() {
  return (
    <a href="#/" className="flex items-center gap-2.5 rounded-md" aria-label="Goated, home">
      <svg viewBox="0 0 24 20" className="h-5 w-6 text-gold-fill" aria-hidden fill="currentColor">
        <path d="M1 7h6v8H1zM9 0h6v15H9zM17 10h6v5h-6zM1 17h22v3H1z" />
      </svg>
      <span className="text-lg display tracking-tight">Goated</span>
    </a>
  )
}
