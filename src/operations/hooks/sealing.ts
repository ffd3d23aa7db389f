/** For what keys are made of the installation's secret here. */
export const hookPurpose = "inbound hooks";
export const webhookPurpose = "webhooks";
