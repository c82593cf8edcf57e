import type { Entrant, EntrantDetail } from '@goated/example-contract'
import { formatAmount } from '../../format/amount.ts'

type DecisionKind = Entrant['decisionsDue'][number]

export const decisionNames: Record<DecisionKind, string> = {
  rebase: 'The counter started again at zero',
  accept: 'The lower value is right',
  confirm: 'The total stands',
}

/** What a decision does, before one takes it. */
export function explainDecision(kind: DecisionKind, entrant: EntrantDetail, currency: string): string {
  const total = formatAmount(entrant.total, currency)
  switch (kind) {
    case 'rebase':
      return `The player keeps the ${total} counted so far, and what the counter shows from now on comes on top. Choose this if the provider reset the counter or moved the account. It holds in every open race of this source.`
    case 'accept':
      return `The held readings are believed as they are, so the total falls from ${total} to what they show. Choose this if bets were voided. It holds in every open race of this source.`
    case 'confirm':
      return `The total stays at ${total} and the flag goes. By the readings it may be up to ${formatAmount(entrant.high, currency)}. It holds in this race only, and until something new asks for a look.`
  }
}
