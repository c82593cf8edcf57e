import { type ReactNode, useEffect, useRef } from 'react'

export type Column<Row> = {
  header: string
  cell: (row: Row) => ReactNode
  align?: 'right'
  /** Names the row. Exactly one column does; it heads the card that a row becomes where there is little room. */
  names?: true
  /** Buttons: no label where there is little room. */
  actions?: true
}

type Props<Row> = {
  caption: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string | number
  rowTestId?: string
}

/** A table where there is room, a card for each row where there is not. It is one table to a screen reader either way. */
export function DataTable<Row>({ caption, columns, rows, rowKey, rowTestId }: Props<Row>) {
  const box = useKeptFocus(rows)
  return (
    <div ref={box} tabIndex={-1} className="outline-none @container">
      <table className="w-full border-separate border-spacing-0 text-sm @max-3xl:block">
        <caption className="sr-only">{caption}</caption>
        <thead className="@max-3xl:sr-only">
          <tr className="text-left text-xs text-muted">
            {columns.map(({ header, align, actions }) => (
              <th
                key={header}
                scope="col"
                className={`px-3 py-2.5 font-medium first:pl-4 last:pr-4 sm:first:pl-6 sm:last:pr-6 ${align === 'right' ? 'text-right' : ''}`}
              >
                {actions ? <span className="sr-only">{header}</span> : header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="@max-3xl:block">
          {rows.map((row) => (
            <tr
              key={rowKey(row)}
              data-testid={rowTestId}
              className="@3xl:*:border-t @3xl:*:border-line @max-3xl:flex @max-3xl:flex-col @max-3xl:border-t @max-3xl:border-line @max-3xl:px-4 @max-3xl:py-3 sm:@max-3xl:px-6"
            >
              {columns.map((column) => (
                <Cell key={column.header} column={column} row={row} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** A row that was dealt with may go, and the button in it that has the focus with it: then the focus stays in the table. */
function useKeptFocus(rows: readonly unknown[]) {
  const box = useRef<HTMLDivElement>(null)
  const inside = useRef(false)
  useEffect(() => {
    if (inside.current && document.activeElement === document.body) box.current?.focus({ preventScroll: true })
  }, [rows])
  useEffect(() => {
    const note = () => {
      inside.current = box.current?.contains(document.activeElement) ?? false
    }
    document.addEventListener('focusin', note)
    return () => document.removeEventListener('focusin', note)
  }, [])
  return box
}

const wideCell = '@3xl:px-3 @3xl:py-3 @3xl:first:pl-6 @3xl:last:pr-6'

function Cell<Row>({ column, row }: { column: Column<Row>; row: Row }) {
  const { header, cell, align, names, actions } = column
  const right = align === 'right' ? '@3xl:text-right' : ''
  if (names)
    return (
      <th
        scope="row"
        className={`min-w-0 text-left font-medium @max-3xl:order-first @max-3xl:mb-1 @max-3xl:block @max-3xl:text-base ${wideCell}`}
      >
        {cell(row)}
      </th>
    )
  if (actions) return <td className={`@max-3xl:mt-2 @max-3xl:block ${wideCell} @3xl:text-right`}>{cell(row)}</td>
  return (
    <td
      data-label={header}
      className={`@max-3xl:flex @max-3xl:items-baseline @max-3xl:justify-between @max-3xl:gap-4 @max-3xl:py-1 @max-3xl:text-right @max-3xl:before:shrink-0 @max-3xl:before:text-left @max-3xl:before:text-muted @max-3xl:before:content-[attr(data-label)] ${right} ${wideCell}`}
    >
      <div className="min-w-0">{cell(row)}</div>
    </td>
  )
}
