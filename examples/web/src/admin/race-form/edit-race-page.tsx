import type { AdminRace } from '@goated/example-contract'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { EmptyState } from '../../layout/empty-state.tsx'
import { useAsk, useTell } from '../data/use-ask.ts'
import { usePathId } from '../shell/path-id.ts'
import { Loaded } from '../ui/loaded.tsx'
import { Notice } from '../ui/notice.tsx'
import { PageHead } from '../ui/page-head.tsx'
import { useSay } from '../ui/said.tsx'
import { BasicsFields } from './basics-fields.tsx'
import { PrizeFields } from './prize-fields.tsx'
import { QualificationFields } from './qualification-fields.tsx'
import { toUpdateBody } from './race-body.ts'
import { draftOf } from './race-draft.ts'
import { RaceForm } from './race-form.tsx'
import { usePrizePreview } from './use-prize-preview.ts'
import { useRaceDraft } from './use-race-draft.ts'
import { WindowFields } from './window-fields.tsx'

export function EditRacePage() {
  const raceId = usePathId('raceId')
  const query = useAsk('GET /api/admin/races/:id', { params: { id: raceId } })
  return (
    <Loaded query={query} page>
      {(race) => (
        <>
          <PageHead title={`Edit ${race.title}`} above={{ label: race.title, to: `/admin/races/${race.id}` }} />
          {race.status === 'completed' || race.status === 'cancelled' ? (
            <div className="card">
              <EmptyState title="This race is over">What it was stays as it was.</EmptyState>
            </div>
          ) : (
            <EditRace key={race.id} race={race} />
          )}
        </>
      )}
    </Loaded>
  )
}

function EditRace({ race }: { race: AdminRace }) {
  // As it was when the form was opened: a race that is read again meanwhile must not undo what is typed.
  const [before] = useState(() => draftOf(race))
  const form = useRaceDraft(before)
  const preview = usePrizePreview(form.draft)
  const update = useTell('PATCH /api/admin/races/:id')
  const navigate = useNavigate()
  const say = useSay()
  const wordsOnly = race.status !== 'upcoming'
  const back = `/admin/races/${race.id}`
  const send = () => {
    const { body, errors } = toUpdateBody(before, form.draft)
    if (errors !== null) return errors
    if (Object.keys(body).length === 0) {
      say('Nothing was changed.')
      void navigate(back)
      return null
    }
    update.mutate(
      { params: { id: race.id }, body },
      {
        onSuccess: () => {
          say('The race was changed.')
          void navigate(back)
        },
      },
    )
    return null
  }
  return (
    <RaceForm form={form} busy={update.isPending} failure={update.error} onSend={send} submit="Save" cancelTo={back}>
      {wordsOnly && (
        <Notice title="It has begun">
          Title, description and rules may still change. Window, prizes and qualification are fixed: people play by
          them.
        </Notice>
      )}
      <BasicsFields form={form} choosesKind={false} wordsOnly={wordsOnly} />
      {!wordsOnly && (
        <>
          <WindowFields form={form} />
          <PrizeFields form={form} preview={preview} />
          <QualificationFields form={form} mayBeJoined={race.sourceClass === 'cumulative'} />
        </>
      )}
    </RaceForm>
  )
}
