import type { Entry } from "./entries";

const plan = {
  goal: "Find herons",
  steps: [{ kind: "search", title: "Search", input: "herons" }],
  expectedEffects: [],
  budget: { requests: 3, cost: "0" },
};
const page = { page: 1, pageSize: 100 };

/** The procedures about conversations, their messages, plans and the assistant's requests. */
export const conversationEntries: Record<string, Entry> = {
  "agent.models": { needs: "conversation.read" },
  "agent.events": {
    needs: "conversation.read",
    findsNothing: true,
    inputs: (ids) => [
      { conversationIds: [ids.conversationId], lastEventId: `${ids.requestId}:0` },
      { conversationIds: [ids.conversationId, ids.confirmedId] },
    ],
  },
  "agent.stop": { needs: "conversation.write", inputs: (ids) => [{ requestId: ids.requestId }] },
  "agent.retry": {
    needs: "conversation.write",
    inputs: (ids) => [{ requestId: ids.requestId, clientKey: `again ${ids.requestId}` }],
  },
  "agent.approveToolCall": {
    needs: "conversation.confirm",
    inputs: (ids) => [{ id: ids.toolCallId }],
  },
  "agent.rejectToolCall": {
    needs: "conversation.confirm",
    inputs: (ids) => [{ id: ids.toolCallId, reason: "Not now" }],
  },

  "conversation.list": {
    needs: "conversation.read",
    findsNothing: true,
    inputs: (ids) => [
      { ...page, sortBy: "title", sortDirection: "asc" },
      { ...page, searchQuery: ids.word },
      { ...page, scope: "mine" },
      { ...page, scope: "shared", searchQuery: "private" },
    ],
  },
  "conversation.get": {
    needs: "conversation.read",
    inputs: (ids) => [{ id: ids.conversationId }, { id: ids.confirmedId }],
  },
  "conversation.create": {
    needs: "conversation.write",
    inputs: () => [{}, { title: "A new one", context: {} }],
  },
  "conversation.rename": {
    needs: "conversation.write",
    inputs: (ids) => [{ id: ids.conversationId, title: "Renamed" }],
  },
  "conversation.pin": {
    needs: "conversation.write",
    inputs: (ids) => [{ id: ids.conversationId, isPinned: true }],
  },
  "conversation.configure": {
    needs: "conversation.write",
    inputs: (ids) => [
      {
        id: ids.conversationId,
        context: {
          ...{ repositoryIds: [ids.repositoryId], folderIds: [ids.folderId], documentIds: [ids.documentId] },
        },
        modelId: null,
      },
    ],
  },
  "conversation.share": {
    needs: "conversation.write",
    inputs: (ids) => [
      { id: ids.conversationId, with: "nobody" },
      { id: ids.conversationId, with: "organization" },
    ],
  },
  "conversation.export": {
    needs: "conversation.read",
    inputs: (ids) => [
      { id: ids.conversationId, format: "markdown" },
      { id: ids.confirmedId, format: "json" },
    ],
  },
  "conversation.delete": {
    needs: "conversation.write",
    inputs: (ids) => [{ id: ids.conversationId }, { id: ids.confirmedId }],
  },
  "conversation.plan.propose": {
    needs: "conversation.write",
    inputs: (ids) => [
      { conversationId: ids.conversationId, goal: "Find herons", clientKey: `plan ${ids.requestId}` },
    ],
  },
  "conversation.plan.save": {
    needs: "conversation.write",
    inputs: (ids) => [{ conversationId: ids.conversationId, version: 1, plan }],
  },
  "conversation.plan.confirm": {
    needs: "conversation.confirm",
    inputs: (ids) => [{ conversationId: ids.conversationId, version: 1, plan }],
  },
  "conversation.plan.reopen": {
    needs: "conversation.confirm",
    inputs: (ids) => [{ conversationId: ids.confirmedId, version: 1 }],
  },
  "conversation.plan.complete": {
    needs: "conversation.confirm",
    inputs: (ids) => [{ conversationId: ids.confirmedId, version: 1 }],
  },
  "conversation.plan.run": {
    needs: "conversation.write",
    inputs: (ids) => [{ conversationId: ids.confirmedId }],
  },
  "conversation.plan.retryStep": {
    needs: "conversation.write",
    inputs: (ids) => [{ stepId: ids.stepId }],
  },
  "conversation.plan.skipStep": {
    needs: "conversation.write",
    inputs: (ids) => [{ stepId: ids.stepId }],
  },

  "live.onNews": {
    needs: "repository.read",
    findsNothing: true,
    inputs: (ids) => [{ conversationIds: [ids.conversationId, ids.confirmedId] }],
  },

  "message.list": {
    needs: "conversation.read",
    inputs: (ids) => [
      { conversationId: ids.conversationId },
      { conversationId: ids.conversationId, through: ids.answerId },
      { conversationId: ids.conversationId, before: ids.answerId },
    ],
  },
  "message.send": {
    needs: "conversation.write",
    inputs: (ids) => [
      { conversationId: ids.conversationId, text: "Where?", clientKey: `sent ${ids.requestId}` },
      {
        conversationId: ids.conversationId,
        text: "Where?",
        clientKey: `sent below ${ids.requestId}`,
        parentMessageId: ids.answerId,
      },
    ],
  },
  "message.edit": {
    needs: "conversation.write",
    inputs: (ids) => [
      { messageId: ids.questionId, text: "Where else?", clientKey: `edited ${ids.requestId}` },
    ],
  },
  "message.regenerate": {
    needs: "conversation.write",
    inputs: (ids) => [{ messageId: ids.answerId, clientKey: `anew ${ids.requestId}` }],
  },
};
