import { useParams } from 'react-router'

/** An id from the address. What is none becomes 0, which the server knows nothing about and says so. */
export function usePathId(name: string): number {
  const text = useParams()[name] ?? ''
  return /^[1-9]\d{0,9}$/.test(text) ? parseInt(text, 10) : 0
}
