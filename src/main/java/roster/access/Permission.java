package roster.access;

import static roster.web.Reader.say;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Everything that somebody can be allowed to do, as a noun and a verb. Who may do what, the access models say. */
public enum Permission {
    ORGANIZATION_VIEW(Group.ORGANIZATION, "organization:view"),
    ORGANIZATION_EDIT(Group.ORGANIZATION, "organization:edit"),
    ORGANIZATION_DELETE(Group.ORGANIZATION, "organization:delete"),

    MEMBER_VIEW(Group.ORGANIZATION, "member:view"),
    MEMBER_INVITE(Group.ORGANIZATION, "member:invite"),
    MEMBER_MANAGE(Group.ORGANIZATION, "member:manage"),
    ACCOUNT_CREATE(Group.ORGANIZATION, "account:create"),
    SERVICE_ACCOUNT_MANAGE(Group.ORGANIZATION, "service-account:manage"),
    AUDIT_VIEW(Group.ORGANIZATION, "audit:view"),

    BILLING_VIEW(Group.MONEY, "billing:view"),
    BILLING_MANAGE(Group.MONEY, "billing:manage"),
    QUOTA_VIEW(Group.MONEY, "quota:view"),
    BRANDING_EDIT(Group.MONEY, "branding:edit"),
    API_ORGANIZATION(Group.MONEY, "api:organization"),
    API_METRICS(Group.MONEY, "api:metrics"),

    DATASET_MANAGE(Group.DATA, "dataset:manage"),
    DATASET_USE(Group.DATA, "dataset:use"),
    DATASET_USE_SELECTED(Group.DATA, "dataset:use-selected"),
    DATASET_RAW(Group.DATA, "dataset:raw"),
    BLOCK_USE(Group.DATA, "block:use"),
    BUCKET_MANAGE(Group.DATA, "bucket:manage"),
    BUCKET_VERIFY(Group.DATA, "bucket:verify"),

    PROJECT_CREATE(Group.PROJECTS, "project:create"),
    PROJECT_ACCESS_ALL(Group.PROJECTS, "project:access-all"),
    PROJECT_ACCESS_PUBLIC(Group.PROJECTS, "project:access-public"),
    PROJECT_ACCESS_GRANTED(Group.PROJECTS, "project:access-granted"),
    ELIGIBLE_PROJECT_OWNER(Group.PROJECTS, "eligible:project-owner"),
    ELIGIBLE_PROJECT_EDITOR(Group.PROJECTS, "eligible:project-editor"),
    ELIGIBLE_PROJECT_VIEWER(Group.PROJECTS, "eligible:project-viewer"),

    PROJECT_VIEW(Group.PROJECT, "project:view"),
    PROJECT_EDIT(Group.PROJECT, "project:edit"),
    PROJECT_DELETE(Group.PROJECT, "project:delete"),
    COLLABORATOR_INVITE(Group.PROJECT, "collaborator:invite"),
    COLLABORATOR_MANAGE(Group.PROJECT, "collaborator:manage"),

    RESOURCE_VIEW(Group.RESOURCES, "resource:view"),
    RESOURCE_WRITE(Group.RESOURCES, "resource:write"),
    RESOURCE_MOVE(Group.RESOURCES, "resource:move"),
    PREDICTION_CREATE(Group.RESOURCES, "prediction:create"),

    DEVICE_VIEW(Group.DEVICES, "device:view"),
    DEVICE_EDIT(Group.DEVICES, "device:edit"),
    DEVICE_CLAIM(Group.DEVICES, "device:claim"),
    DEVICE_MOVE(Group.DEVICES, "device:move"),
    DEVICE_TRANSFER(Group.DEVICES, "device:transfer"),
    EMULATED_DEVICE_CREATE(Group.DEVICES, "emulated-device:create"),
    EMULATED_EVENT_CREATE(Group.DEVICES, "emulated-event:create"),
    DASHBOARD_CREATE(Group.DEVICES, "dashboard:create"),
    NOTIFICATION_CREATE(Group.DEVICES, "notification:create"),
    EXPORT_CREATE(Group.DEVICES, "export:create"),
    CONNECTOR_MANAGE(Group.DEVICES, "connector:manage");

    private static final Map<String, Permission> BY_CODE =
            Arrays.stream(values()).collect(Collectors.toMap(Permission::code, Function.identity()));

    /** What a permission is about, in the order in which tables show it. */
    public enum Group {
        ORGANIZATION,
        MONEY,
        DATA,
        PROJECTS,
        PROJECT,
        RESOURCES,
        DEVICES;

        public String title() {
            return say(AccessWords.class).group(name());
        }
    }

    private final Group group;
    private final String code;

    Permission(Group group, String code) {
        this.group = group;
        this.code = code;
    }

    /** The permission with this code, such as {@code member:invite}. */
    public static Optional<Permission> of(String code) {
        return Optional.ofNullable(BY_CODE.get(code));
    }

    /** The name in model files, such as {@code member:invite}. */
    public String code() {
        return code;
    }

    /** What it allows, in words, as the end of a sentence that starts with "may". */
    public String sentence() {
        return say(AccessWords.class).permission(code);
    }

    public Group group() {
        return group;
    }

    /** Whether it is about what happens within projects. */
    public boolean isInProject() {
        return group.compareTo(Group.PROJECT) >= 0;
    }

    /** Whether whoever gives it should think twice: money, the history, who belongs here, the end of everything (AA-04). */
    public boolean isSensitive() {
        return switch (this) {
            case BILLING_VIEW, BILLING_MANAGE, AUDIT_VIEW, MEMBER_MANAGE, ORGANIZATION_DELETE -> true;
            default -> false;
        };
    }

    /** Whether it only lets somebody look, and changes nothing. */
    public boolean isView() {
        return code.endsWith(":view");
    }
}
