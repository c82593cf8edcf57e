import { useEffect, useState } from 'react'
import { TextField } from './text-field.tsx'

const PAUSE_MS = 300

type Props = { label: string; value: string; onSearch: (text: string) => void; placeholder?: string }

/** Searches once the typing pauses. */
export function SearchField({ label, value, onSearch, placeholder }: Props) {
  const [text, setText] = useState(value)
  useEffect(() => {
    if (text.trim() === value) return
    const timer = setTimeout(() => onSearch(text.trim()), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [text, value, onSearch])
  return (
    <TextField
      label={label}
      hideLabel
      type="search"
      value={text}
      onChange={setText}
      placeholder={placeholder ?? label}
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
      maxLength={64}
    />
  )
}
