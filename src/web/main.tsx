import { CSPProvider } from "@base-ui/react/csp-provider";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "./app.css";
import { FormatsProvider } from "./formats.tsx";
import { LanguageProvider } from "./language.tsx";
import { beginOffline } from "./offline/worker.ts";
import { makeQueryClient } from "./queries.ts";
import { makeRouter } from "./router.tsx";

const place = document.getElementById("root");
if (place === null) throw new Error("index.html has no #root");

beginOffline();

createRoot(place).render(
  <StrictMode>
    <CSPProvider disableStyleElements>
      <LanguageProvider>
        <FormatsProvider>
          <QueryClientProvider client={makeQueryClient()}>
            <RouterProvider router={makeRouter()} />
          </QueryClientProvider>
        </FormatsProvider>
      </LanguageProvider>
    </CSPProvider>
  </StrictMode>,
);
