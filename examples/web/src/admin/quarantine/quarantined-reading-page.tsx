import type { QuarantinedDetail } from '@goated/example-contract'
import { useMemo } from 'react'
import { useAsk } from '../data/use-ask.ts'
import { describeReason } from '../ingest/alarm-wording.ts'
import { usePathId } from '../shell/path-id.ts'
import { CopyButton } from '../ui/copy-button.tsx'
import { Facts } from '../ui/facts.tsx'
import { Instant } from '../ui/instant.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Notice } from '../ui/notice.tsx'
import { PageHead } from '../ui/page-head.tsx'
import { Pill } from '../ui/pill.tsx'
import { Section } from '../ui/section.tsx'
import { formatBytes } from './bytes-text.ts'
import { indentJson } from './indent-json.ts'
import { ShapeDiff } from './shape-diff.tsx'

export function QuarantinedReadingPage() {
  const id = usePathId('id')
  const query = useAsk('GET /api/admin/ingest/quarantine/:id', { params: { id } })
  return (
    <Loaded query={query} page>
      {(reading) => <Reading reading={reading} />}
    </Loaded>
  )
}

function Reading({ reading }: { reading: QuarantinedDetail }) {
  const { id, runId, source, reason, detail, bodyBytes, receivedAt, shapeDiff } = reading
  return (
    <>
      <PageHead
        title={`Refused reading ${id}`}
        above={{ label: 'Quarantine', to: '/admin/quarantine' }}
        badge={<Pill tone="bad">{reason}</Pill>}
      >
        {describeReason(reason)}
      </PageHead>
      {detail !== null && (
        <Notice tone="bad" title="What was wrong">
          <span className="wrap-anywhere">{detail}</span>
        </Notice>
      )}
      <Section title="Facts">
        <Facts
          facts={[
            ['Received', <Instant key="received" at={receivedAt} exact />],
            ['Source', source],
            ['Run', `No. ${runId}`],
            ['Size', formatBytes(bodyBytes)],
          ]}
        />
      </Section>
      <ShapeDiff diff={shapeDiff} />
      <Body reading={reading} />
    </>
  )
}

/** What the provider sent, as text and nothing but text, whatever it is. */
function Body({ reading: { body, truncated, bodyBytes } }: { reading: QuarantinedDetail }) {
  const indented = useMemo(() => (truncated ? null : indentJson(body)), [body, truncated])
  return (
    <Section
      title="The answer"
      description={
        truncated
          ? `It had ${formatBytes(bodyBytes)}; only the beginning is kept, so it is shown as it came.`
          : indented === null
            ? 'It is no JSON, and shown as it came.'
            : 'JSON, indented; the figures are as they came.'
      }
      actions={<CopyButton text={body} />}
    >
      <pre
        // It scrolls by itself, so the keyboard has to reach it.
        tabIndex={0}
        role="region"
        aria-label="The answer of the provider"
        className="max-h-[32rem] overflow-auto rounded-xl border border-line bg-page p-4 font-mono text-xs leading-relaxed"
      >
        {indented ?? body}
      </pre>
    </Section>
  )
}
