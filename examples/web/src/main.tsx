import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { BrowserRouter } from 'react-router'
import './app.css'
import { App } from './app.tsx'
import { addressOfOldLink } from './routing/addresses.ts'

const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // The poll is the retry: failing at once lets the page say so at once.
      retry: false,
      // Whether the server answers is found out by asking it. A device without internet may still reach one nearby.
      networkMode: 'always',
      refetchIntervalInBackground: false,
      staleTime: 2_000,
    },
  },
})

const movedTo = location.pathname === '/' ? addressOfOldLink(location.hash) : null
if (movedTo !== null) history.replaceState(null, '', movedTo)

const root = document.getElementById('root')
if (!root) throw new Error('#root is missing from index.html')

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <BrowserRouter>
        <App />
      </BrowserRouter>
    </QueryClientProvider>
  </StrictMode>,
)
