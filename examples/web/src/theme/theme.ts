import { useSyncExternalStore } from 'react'

export type Theme = 'dark' | 'light'

// public/theme.js reads it before the first paint.
const KEY = 'goated.theme'
const systemIsLight = matchMedia('(prefers-color-scheme: light)')
const listeners = new Set<() => void>()

function systemTheme(): Theme {
  return systemIsLight.matches ? 'light' : 'dark'
}

function currentTheme(): Theme {
  const chosen = document.documentElement.dataset['theme']
  return chosen === 'dark' || chosen === 'light' ? chosen : systemTheme()
}

/** Whoever chooses what the system has anyway follows the system again. */
export function chooseTheme(theme: Theme): void {
  const chosen = theme === systemTheme() ? null : theme
  const { dataset } = document.documentElement
  if (chosen === null) delete dataset['theme']
  else dataset['theme'] = chosen
  try {
    if (chosen === null) localStorage.removeItem(KEY)
    else localStorage.setItem(KEY, chosen)
  } catch {
    // Then it is only forgotten at the next reload.
  }
  for (const listener of listeners) listener()
  paintBrowser(chosen)
}

/** The browser's own bars on a phone. */
function paintBrowser(chosen: Theme | null): void {
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name=theme-color]')) {
    const theme = meta.dataset['theme'] ?? ''
    meta.media = chosen === null ? `(prefers-color-scheme: ${theme})` : theme === chosen ? 'all' : 'not all'
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  systemIsLight.addEventListener('change', listener)
  return () => {
    listeners.delete(listener)
    systemIsLight.removeEventListener('change', listener)
  }
}

export function useTheme(): Theme {
  return useSyncExternalStore(subscribe, currentTheme)
}
