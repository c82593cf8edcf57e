import { expect, it } from 'vitest'
import { createTopic, type Subscriber } from './topic.ts'

function follower() {
  const frames: Buffer[] = []
  const subscriber: Subscriber & { ready: boolean } = {
    ready: true,
    send(frame) {
      if (subscriber.ready) frames.push(frame)
      return subscriber.ready
    },
  }
  const received = () =>
    frames.map(
      (frame) => JSON.parse(frame.subarray(frame.indexOf('{')).toString()) as { type: string; version: number },
    )
  return { subscriber, frames, received: () => received().map(({ type, version }) => `${type} ${version}`) }
}

function spend(ms: number): void {
  const until = performance.now() + ms
  while (performance.now() < until);
}

it('makes each message once, snapshots included', async () => {
  const topic = createTopic('races', () => '{"state":1}')
  const [one, two] = [follower(), follower()]
  topic.join(one.subscriber)
  topic.join(two.subscriber)
  await topic.publish('update', '{"a":1}')
  await topic.publish('event', '{"b":1}')
  expect(one.received()).toEqual(['snapshot 1', 'update 2', 'event 3'])
  expect(one.frames.every((frame, index) => frame === two.frames[index])).toBe(true)
  expect(two.frames).toHaveLength(3)
})

it('makes a new snapshot when the state changed without a message', () => {
  let state = 1
  const topic = createTopic('races', () => JSON.stringify({ state }))
  const [one, two] = [follower(), follower()]
  topic.join(one.subscriber)
  state = 2
  topic.join(two.subscriber)
  expect(two.frames[0]?.toString()).toContain('"version":1,"data":{"state":2}')
})

it('sends nothing on top of what a subscriber missed until it has a snapshot', async () => {
  const topic = createTopic('races', () => '{}')
  const { subscriber, received } = follower()
  topic.join(subscriber)
  subscriber.ready = false
  await topic.publish('update', '{}')
  subscriber.ready = true
  await topic.publish('update', '{}')
  expect(received()).toEqual(['snapshot 1'])
  topic.catchUp(subscriber)
  await topic.publish('update', '{}')
  topic.catchUp(subscriber)
  expect(received()).toEqual(['snapshot 1', 'snapshot 3', 'update 4'])
})

it('catches up who could not even take the first snapshot', async () => {
  const topic = createTopic('races', () => '{}')
  const { subscriber, received } = follower()
  subscriber.ready = false
  topic.join(subscriber)
  subscriber.ready = true
  topic.catchUp(subscriber)
  await topic.publish('update', '{}')
  expect(received()).toEqual(['snapshot 1', 'update 2'])
})

it('lets others run between portions, and who comes or goes meanwhile gets everything once', async () => {
  const topic = createTopic('races', () => '{}')
  const many = Array.from({ length: 300 }, () => {
    const each = follower()
    return { ...each, subscriber: { send: (frame: Buffer) => (spend(0.2), each.subscriber.send(frame)) } }
  })
  for (const { subscriber } of many) topic.join(subscriber)
  const [late, again, gone] = [follower(), many[290], many[295]]
  const meanwhile = new Promise<number>((resolve) => {
    setImmediate(() => {
      topic.join(late.subscriber)
      if (again) topic.join(again.subscriber)
      if (gone) topic.leave(gone.subscriber)
      resolve(many.filter(({ frames }) => frames.length === 2).length)
    })
  })
  const published = topic.publish('update', '{}')
  expect(await meanwhile).toBeLessThan(200)
  await published
  await topic.publish('update', '{}')
  expect(late.received()).toEqual(['snapshot 2', 'update 3'])
  expect(again?.received()).toEqual(['snapshot 1', 'snapshot 2', 'update 3'])
  expect(gone?.received()).toEqual(['snapshot 1'])
  expect(many[0]?.received()).toEqual(['snapshot 1', 'update 2', 'update 3'])
  expect(many[299]?.received()).toEqual(['snapshot 1', 'update 2', 'update 3'])
})

it('knows when nobody is left', () => {
  const topic = createTopic('races', () => '{}')
  const { subscriber, frames } = follower()
  topic.join(subscriber)
  expect(topic.isEmpty()).toBe(false)
  topic.leave(subscriber)
  topic.catchUp(subscriber)
  expect(topic.isEmpty()).toBe(true)
  expect(frames).toHaveLength(1)
})
