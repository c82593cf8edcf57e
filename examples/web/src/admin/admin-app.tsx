import { QueryClientProvider } from '@tanstack/react-query'
import { useState } from 'react'
import { createDeskClient } from './data/desk-client.ts'
import { SessionGate } from './session/session-gate.tsx'
import { StepUpProvider } from './session/step-up.tsx'
import { DeskRoutes } from './shell/desk-routes.tsx'
import { SaidProvider } from './ui/said.tsx'

/** The admin desk: a whole page of its own, behind a sign-in. To be mounted at `/admin/*` inside a router. */
export function AdminApp() {
  const [client] = useState(createDeskClient)
  return (
    <QueryClientProvider client={client}>
      <SaidProvider>
        <StepUpProvider>
          <SessionGate>
            <DeskRoutes />
          </SessionGate>
        </StepUpProvider>
      </SaidProvider>
    </QueryClientProvider>
  )
}
