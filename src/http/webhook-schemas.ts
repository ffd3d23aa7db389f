import { z } from "zod";
import { languages } from "../domain/language.ts";
import { webhookEventTypes } from "../domain/webhook-event.ts";
import { webhookShapes } from "../domain/webhook.ts";
import { deliveryStates } from "../operations/show-deliveries.ts";
import { instant } from "./schemas.ts";

const text = z.string();

const webhookFields = {
  version: z.int().describe("Counts its changes; its ETag"),
  id: text,
  name: text,
  url: text.describe("Where it is told"),
  events: z.array(text).describe("What it is told of"),
  shape: z.enum(webhookShapes).describe("cloudevents: the event as data (CloudEvents 1.0) · text: one sentence, as chat tools take it"),
  language: z.enum(languages).describe("Of the sentence"),
  createdAt: instant,
  createdBy: text,
  oldSecretUntil: instant.nullable().describe("Until then it is signed by the secret before as well"),
  failingSince: instant.nullable().describe("Since then something has failed and nothing has arrived"),
  pausedAt: instant.nullable(),
  pausedWhy: z.enum(["failing", "gone"]).nullable().describe("failing: nothing arrived for a day · gone: it answered 410"),
  waiting: z.int().describe("Deliveries that wait"),
};

const secret = text.describe("By which its receiver knows that it comes from here (Standard Webhooks). Shown this once");

export const webhookSchema = z.strictObject(webhookFields).meta({ id: "Webhook" });
export const webhookMadeSchema = z.strictObject({ ...webhookFields, secret }).meta({ id: "WebhookMade" });
export const webhookListSchema = z.strictObject({ webhooks: z.array(webhookSchema) }).meta({ id: "WebhookList" });

export const webhookOrderSchema = z
  .strictObject({
    name: text.describe("For people; its id is made of it"),
    url: text.describe("https, a name of the public internet, port 443 or one from 1024 on"),
    events: z.array(z.enum(webhookEventTypes)).optional().describe("Left out: all"),
    shape: z.enum(webhookShapes).optional().describe("Left out: cloudevents"),
    language: z.enum(languages).optional().describe("Left out: en"),
  })
  .meta({
    id: "WebhookOrder",
    examples: [{ name: "Sales chat", url: "https://chat.example/hooks/a1b2", events: ["attain.quota.met"], shape: "text", language: "ko" }],
  });

export const secretRenewedSchema = z
  .strictObject({ secret: text.describe("Shown this once"), oldSecretUntil: instant.describe("Until then the one before holds as well") })
  .meta({ id: "SecretRenewed" });

export const endedSchema = z.strictObject({ id: text }).meta({ id: "HookEnded" });

export const deliverySchema = z
  .strictObject({
    delivery: z.int(),
    event: z.strictObject({
      id: text.describe("The same for every receiver and every attempt"),
      type: text,
      subject: text,
      at: instant,
    }),
    state: z.enum(deliveryStates),
    attempts: z.int(),
    nextAt: instant.nullable().describe("null: it is settled"),
    settledAt: instant.nullable(),
    log: z
      .array(
        z.strictObject({
          attempt: z.int(),
          at: instant,
          milliseconds: z.int(),
          status: z.int().nullable().describe("null: there was no answer"),
          problem: text.nullable().describe("Why there was none: a code of docs/problems.md"),
          answer: text.describe("Its beginning"),
        }),
      )
      .describe("Every attempt, the first one first"),
  })
  .meta({ id: "WebhookDelivery" });

export const deliveryListSchema = z
  .strictObject({ deliveries: z.array(deliverySchema), nextCursor: text.nullable() })
  .meta({ id: "WebhookDeliveryList" });
