import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ProblemError } from '../../api/client.ts'
import { LoadingRows } from '../../layout/loading.tsx'
import { Button } from './button.tsx'
import { Notice } from './notice.tsx'
import { problemText } from './problem-text.ts'

type Props<Data> = {
  query: UseQueryResult<Data>
  rows?: number
  /** It is all there is on the page, its heading included. */
  page?: true
  children: (data: Data) => ReactNode
}

/** An answer once it is there; until then that it is on its way, or why there is none. */
export function Loaded<Data>({ query, rows = 6, page, children }: Props<Data>) {
  const { data, error, isFetching, refetch } = query
  const Heading = page ? 'h1' : 'p'
  const again = (
    <Button size="small" busy={isFetching} onClick={() => void refetch()}>
      Try again
    </Button>
  )
  if (data === undefined)
    return error === null ? (
      <LoadingRows rows={rows} />
    ) : (
      <div role="alert" className="flex flex-col items-center gap-4 px-6 py-12 text-center">
        <div>
          <Heading className="text-lg font-semibold">
            {isMissing(error) ? 'Not found' : 'This could not be loaded'}
          </Heading>
          <p className="mt-1 max-w-md text-pretty text-muted">{problemText(error)}</p>
        </div>
        {again}
      </div>
    )
  return (
    <>
      {error !== null && (
        <div className="p-3">
          <Notice tone="warn" title="This may be out of date" role="status">
            <p className="mb-2">{problemText(error)}</p>
            {again}
          </Notice>
        </div>
      )}
      {children(data)}
    </>
  )
}

function isMissing(error: Error): boolean {
  return error instanceof ProblemError && error.status === 404
}
