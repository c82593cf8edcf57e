// Runs before the first paint, so that nobody who chose a theme sees the other one flash. A file of its own because the
// Content-Security-Policy allows no script inside the page.
;(() => {
  const root = document.documentElement
  const path = location.pathname

  function chosenTheme() {
    if (root.dataset.frame) {
      const wanted = new URLSearchParams(location.search).get('theme')
      // What lies below the overlay is a stream, whatever the system's theme is.
      return root.dataset.frame === 'overlay' && wanted !== 'light' ? 'dark' : wanted
    }
    try {
      return localStorage.getItem('goated.theme')
    } catch {
      // Storage is forbidden: the system decides.
      return null
    }
  }

  if (/^\/(overlay|embed)(\/|$)/.test(path)) root.dataset.frame = path.startsWith('/overlay') ? 'overlay' : 'embed'
  const theme = chosenTheme()
  if (theme !== 'dark' && theme !== 'light') return
  root.dataset.theme = theme
  for (const meta of document.querySelectorAll('meta[name=theme-color]'))
    meta.media = meta.dataset.theme === theme ? 'all' : 'not all'
})()
