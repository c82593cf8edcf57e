import { useEffect, useRef, useState } from 'react'
import { Button } from '../ui/button.tsx'
import { CheckField } from '../ui/choice.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { saveFile } from '../ui/save-file.ts'

type Props = { codes: readonly string[]; onStored: () => void; heading?: 'h1' | 'none' }

/** Recovery codes, shown this once. */
export function RecoveryCodes({ codes, onStored, heading = 'h1' }: Props) {
  const [stored, setStored] = useState(false)
  const top = useRef<HTMLDivElement>(null)
  useEffect(() => top.current?.focus(), [])
  const text = codes.join('\n')
  return (
    <div ref={top} tabIndex={-1} data-testid="recovery-codes" className="space-y-5 outline-none">
      {heading === 'h1' && <h1 className="text-2xl display">Store your recovery codes</h1>}
      <p className="text-pretty text-muted">
        Each of them signs you in once if your phone is lost. They are shown only now: keep them where nobody else finds
        them, and not on the phone.
      </p>
      <ul className="grid gap-x-6 gap-y-1.5 rounded-xl bg-raised p-4 font-mono text-sm sm:grid-cols-2">
        {codes.map((code) => (
          <li key={code} className="break-all">
            {code}
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap items-center gap-2">
        <CopyButton text={text} label="Copy all" />
        <Button onClick={() => saveFile('recovery-codes.txt', 'text/plain', `${text}\n`)}>Download</Button>
      </div>
      <CheckField label="I have stored them" checked={stored} onChange={setStored} />
      <Button look="primary" disabled={!stored} onClick={onStored}>
        Continue
      </Button>
    </div>
  )
}
