import { notifications } from "@mantine/notifications";

/** One line at the corner about something just done. Failures stand beside their act instead. */
export const notify = (message: string): void => {
  notifications.show({
    message,
    autoClose: 5_000,
    withCloseButton: true,
    closeButtonProps: { "aria-label": "Dismiss" },
  });
};
