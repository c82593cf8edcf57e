const links = [
  { label: 'BeGambleAware', href: 'https://www.begambleaware.org' },
  { label: 'Gambling Therapy', href: 'https://www.gamblingtherapy.org' },
]

export function Footer() {
  return (
    <footer className="border-t border-line">
      <div className="mx-auto flex max-w-[76rem] flex-col gap-4 px-4 py-8 text-sm text-muted sm:flex-row sm:items-start sm:gap-6 sm:px-6">
        <p className="grid size-10 shrink-0 place-items-center rounded-full border-2 border-current text-sm font-bold numeric">
          <span aria-hidden>18+</span>
          <span className="sr-only">For adults of 18 and over only</span>
        </p>
        <div className="max-w-2xl space-y-2 text-pretty">
          <p>
            For adults only. A race rewards what is wagered, and wagering costs money more often than it pays. Never
            play with money you need, and never wager more to gain a place.
          </p>
          <p>
            If it stops being fun, talk to somebody, free and in confidence:{' '}
            {links.map(({ label, href }, index) => (
              <span key={href}>
                {index > 0 && ' or '}
                <a href={href} rel="noopener noreferrer" className="text-ink underline underline-offset-4">
                  {label}
                </a>
              </span>
            ))}
            .
          </p>
        </div>
      </div>
    </footer>
  )
}
