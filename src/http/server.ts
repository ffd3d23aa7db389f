import helmet from "@fastify/helmet";
import fastify, { type FastifyInstance, type FastifyRequest } from "fastify";
import type { IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { given } from "../domain/given.ts";
import { nearest } from "../domain/nearest.ts";
import { didYouMean } from "../domain/meant.ts";
import { refusal } from "../domain/refusal.ts";
import { shown } from "../domain/shown.ts";
import type { Database } from "../operations/database.ts";
import { needsSetUp } from "../operations/needs-set-up.ts";
import type { Secret } from "../operations/secret.ts";
import type { SendMail } from "../operations/send-mails.ts";
import { importStore, type ImportStore } from "../operations/uploads/import-store.ts";
import { preferredLanguage } from "./accept-language.ts";
import { addAccount } from "./account.ts";
import { addActivities } from "./activities.ts";
import { addOpportunities } from "./opportunities.ts";
import { addApiKeys } from "./api-keys.ts";
import { addAudit } from "./audit.ts";
import { addAttainment } from "./attainment.ts";
import { addBoards } from "./boards.ts";
import { addCalibration } from "./calibration.ts";
import { addClosing } from "./closing.ts";
import { addCalendars } from "./calendars.ts";
import { addCompany } from "./company.ts";
import { addDisputes } from "./disputes.ts";
import { addRewards } from "./rewards.ts";
import { addDocumentation, documentApi } from "./documentation.ts";
import { addDrafts } from "./drafts.ts";
import { addRules } from "./rules.ts";
import { addExplanations } from "./explanations.ts";
import { answerFailures, answerToParser, HEADER_KILOBYTES, HEADER_SECONDS, sendProblem, type HearFault } from "./failures.ts";
import { guard } from "./guards.ts";
import { addEffort } from "./effort.ts";
import { addFunnel } from "./funnel.ts";
import { addExports } from "./exports.ts";
import { addFirstValue } from "./first-value.ts";
import { addFollowUps } from "./follow-ups.ts";
import { addHealth } from "./health.ts";
import { addHookEndpoints } from "./hook-endpoints.ts";
import { addHooks } from "./hooks.ts";
import { addWebhooks } from "./webhooks.ts";
import type { Outside } from "../operations/outgoing/guarded-request.ts";
import { addImports } from "./imports.ts";
import { addImportMaps } from "./import-maps.ts";
import { addInbox } from "./inbox.ts";
import { addLeaves } from "./leaves.ts";
import { addLive } from "./live.ts";
import { limitRequests, usualLimits, type RequestLimits } from "./limits.ts";
import { addMemberList, addMembersSearch } from "./members.ts";
import { addMetrics, Metrics } from "./metrics.ts";
import { mediaType } from "./media-type.ts";
import { plainPath } from "./plain-path.ts";
import { admitCallers, nameDoers } from "./callers.ts";
import { proxyList } from "./client-address.ts";
import { collectMethods } from "./methods.ts";
import { addMornings } from "./mornings.ts";
import { addNotices } from "./notices.ts";
import { addOidc } from "./oidc.ts";
import { addOidcProviders } from "./oidc-providers.ts";
import { addOneToOnes } from "./one-to-ones.ts";
import { addPasskeys } from "./passkeys.ts";
import { addProof, refuseUnproved } from "./proof.ts";
import { pageAddress, servePages } from "./pages.ts";
import { parseParameters, validatorCompiler } from "./parameters.ts";
import { problemOf } from "./problem.ts";
import { hurryReaders } from "./slow-readers.ts";
import { MEGABYTE, readJson, SILENCE_SECONDS } from "./read-body.ts";
import { addPersonalData } from "./personal-data.ts";
import { addContacts } from "./contacts.ts";
import { addProspects } from "./prospects.ts";
import { addQuestions } from "./questions.ts";
import { addRedatings } from "./redatings.ts";
import { watchReach } from "./reach.ts";
import { newRequestId, tellRequests, type HearRequest } from "./request-log.ts";
import { addSignals } from "./signals.ts";
import { addSuggestions } from "./suggestions.ts";
import { addSignalSources } from "./signal-sources.ts";
import { addTrackedLinks } from "./tracked-links.ts";
import { addSampleCompany } from "./sample-company.ts";
import { addSessions } from "./sessions.ts";
import { addSources } from "./sources.ts";
import { addTargets } from "./targets.ts";
import { addToday } from "./today.ts";
import { addUsers } from "./users.ts";
import { refuse } from "./refused-request.ts";
import { isSecure, localSettings, type ServerSettings } from "./settings.ts";

export type ServerOptions = {
  readonly database: Database;
  readonly secret: Secret;
  /** Left out: those of a server for this computer only. */
  readonly settings?: ServerSettings;
  /** The built web app; left out: none is served. */
  readonly webFolder?: string;
  readonly hearFault: HearFault;
  /** Told of each request when it is over; left out: nobody is. */
  readonly hearRequest?: HearRequest;
  /** For tests, whose sign-in providers and receivers are on this computer. */
  readonly outside?: Outside;
  /** Left out: links are handed on by those who make them. */
  readonly sendMail?: SendMail;
  /** Where files lie that are sent to be imported; left out: in a folder for what is temporary. */
  readonly imports?: ImportStore;
  /** How long the sender of a body may say nothing. */
  readonly silenceSeconds?: number;
  /** Left out: the usual ones. */
  readonly limits?: RequestLimits;
};

const contentSecurityPolicy = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    fontSrc: ["'self'"],
    imgSrc: ["'self'"],
    connectSrc: ["'self'"],
    manifestSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
  },
};

/** So much later than its time is over somebody who does not finish a header is told so. */
const CHECKED_EVERY_MS = 5_000;

const YEAR_SECONDS = 31_536_000;

/** The server, not listening yet. */
export const makeServer = async ({
  database,
  secret,
  settings = localSettings,
  webFolder,
  hearFault,
  hearRequest = () => undefined,
  sendMail,
  imports = importStore(join(tmpdir(), `attain-imports-${process.pid}`)),
  silenceSeconds = SILENCE_SECONDS,
  outside = {},
  limits = usualLimits,
}: ServerOptions): Promise<FastifyInstance> => {
  const app = fastify({
    logger: false,
    genReqId: newRequestId,
    http: {
      maxHeaderSize: HEADER_KILOBYTES * 1024,
      headersTimeout: HEADER_SECONDS * 1000,
      connectionsCheckingInterval: CHECKED_EVERY_MS,
    },
    // A body of any length may come in as long as it goes on coming; who falls silent is refused by its reader.
    requestTimeout: 0,
    bodyLimit: MEGABYTE,
    rewriteUrl: ({ url = "/", headers }) => pageAddress(url, headers.accept),
    routerOptions: { querystringParser: parseParameters, maxParamLength: 4_000, ignoreTrailingSlash: false },
    clientErrorHandler: (error, socket) => {
      if ("code" in error && error.code === "ECONNRESET") return;
      if (socket.writable) socket.end(answerToParser("code" in error ? error.code : ""));
      else socket.destroy();
    },
    frameworkErrors: (_error, request, reply) => {
      const language = preferredLanguage(request.headers["accept-language"]);
      void sendProblem(reply, problemOf([refusal("url-malformed", "")], language, false));
    },
  });
  app.decorate("silenceSeconds", silenceSeconds);
  app.decorate("withinReach", watchReach(database));
  app.decorate("answers", { database, secret });
  app.decorate("settings", settings);
  app.decorate("trustedProxies", proxyList(settings.trustedProxies));
  const metrics = new Metrics(database);
  tellRequests(app, { count: metrics.hear, hear: hearRequest });
  hurryReaders(app);
  answerFailures(app, hearFault);
  app.setValidatorCompiler(validatorCompiler);
  guard(app);
  admitCallers(app, database, {
    mayAskAll: () => needsSetUp(database),
    refuseUnproved: (request, caller) => refuseUnproved(request, caller, secret),
  });
  limitRequests(app, database, limits);
  nameDoers(app);
  await app.register(helmet, {
    contentSecurityPolicy,
    strictTransportSecurity: isSecure(settings) && { maxAge: YEAR_SECONDS, includeSubDomains: false },
    crossOriginEmbedderPolicy: true,
  });

  app.removeAllContentTypeParsers();
  app.addContentTypeParser("application/json", async (request: FastifyRequest, body: IncomingMessage) => {
    if (!/^application\/json(?:\s*;\s*charset=(?:utf-8|"utf-8"))?\s*$/i.test(request.headers["content-type"] ?? ""))
      refuse(mediaType(request));
    return readJson(request, body);
  });
  app.addContentTypeParser("*", async (request: FastifyRequest) => refuse(mediaType(request), { connection: "close" }));

  const page = webFolder === undefined ? undefined : await servePages(app, webFolder);
  const document = documentApi(app);
  const addOtherMethods = collectMethods(app);
  const addresses = new Set<string>();
  app.addHook("onRoute", ({ url }) => void addresses.add(url));
  await addHealth(app, database);
  addMetrics(app, database, metrics);
  await app.register((scope) => addActivities(scope, database));
  await app.register((scope) => addOpportunities(scope, database));
  await app.register((scope) => addSignals(scope, database));
  addTrackedLinks(app, database, { secret });
  addSignalSources(app, database, { outside });
  await app.register((scope) => addCompany(scope, database));
  await app.register((scope) => addDrafts(scope, database));
  await app.register((scope) => addRules(scope, database));
  await addRedatings(app, database);
  await app.register((scope) => addDisputes(scope, database));
  await app.register((scope) => addImports(scope, database, imports));
  addMembersSearch(app, database);
  addMemberList(app, database);
  addInbox(app, database);
  addSources(app, database);
  await addNotices(app, database);
  addOidc(app, database, { secret, outside });
  addOidcProviders(app, database, { secret, outside });
  addPasskeys(app, database, { secret });
  addProof(app, database, { secret });
  await addFirstValue(app, database);
  await addFollowUps(app, database);
  addSuggestions(app, database);
  await addTargets(app, database);
  await addImportMaps(app, database);
  await addProspects(app, database);
  await addContacts(app, database);
  await addClosing(app, database);
  await addRewards(app, database);
  await addLeaves(app, database);
  addLive(app, database, { hearFault: (error) => hearFault("live", error, { method: "GET", route: "/api/v1/live" }) });
  await app.register((scope) => addCalendars(scope, database));
  await addExports(app, database);
  await addAudit(app, database, secret);
  await addPersonalData(app, database, imports);
  await addAttainment(app, database);
  addToday(app, database);
  addBoards(app, database);
  await addMornings(app, database);
  addOneToOnes(app, database);
  await addCalibration(app, database);
  await addEffort(app, database);
  await addFunnel(app, database);
  await addQuestions(app, database);
  await addExplanations(app, database);
  await addHookEndpoints(app, database, { secret, publicUrl: settings.publicUrl });
  await addWebhooks(app, database, { secret, outside });
  await app.register((scope) => addHooks(scope, database, { secret, publicUrl: settings.publicUrl }));
  const coming = { secret, hasMail: sendMail !== undefined };
  await addSessions(app, database, coming);
  addSampleCompany(app, database, { secret, imports });
  await addAccount(app, database, coming);
  await addUsers(app, database, {
    ...given({ sendMail }),
    hearFault: (error) => hearFault("mail", error, { method: "POST", route: "/api/v1/users" }),
  });
  await addApiKeys(app, database);
  addDocumentation(app, document);
  app.setNotFoundHandler((request, reply) => {
    const served = page?.(request, reply);
    if (served !== undefined) return served;
    const path = plainPath(request.url);
    const hint = didYouMean(
      nearest(
        path,
        [...addresses].filter((address) => !address.includes("*")),
      ),
    );
    return sendProblem(
      reply,
      problemOf(
        [refusal("address-unknown", "", { found: shown(path), hint })],
        preferredLanguage(request.headers["accept-language"]),
        false,
      ),
    );
  });
  addOtherMethods();
  await app.ready();
  return app;
};
