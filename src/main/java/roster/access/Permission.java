package roster.access;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Everything that somebody can be allowed to do, as a noun and a verb. Who may do what, the access models say. */
public enum Permission {
    ORGANIZATION_VIEW(Group.ORGANIZATION, "organization:view", "see the organization’s details"),
    ORGANIZATION_EDIT(Group.ORGANIZATION, "organization:edit", "edit the organization’s name and description"),
    ORGANIZATION_DELETE(Group.ORGANIZATION, "organization:delete", "delete the organization"),

    MEMBER_VIEW(Group.ORGANIZATION, "member:view", "see who belongs to the organization"),
    MEMBER_INVITE(Group.ORGANIZATION, "member:invite", "invite people to the organization"),
    MEMBER_MANAGE(Group.ORGANIZATION, "member:manage", "change the roles of members and remove members"),
    ACCOUNT_CREATE(
            Group.ORGANIZATION, "account:create", "create an account for somebody who then joins the organization"),
    SERVICE_ACCOUNT_MANAGE(Group.ORGANIZATION, "service-account:manage", "manage service accounts"),
    AUDIT_VIEW(Group.ORGANIZATION, "audit:view", "see the history of changes"),

    BILLING_VIEW(Group.MONEY, "billing:view", "see billing information"),
    BILLING_MANAGE(Group.MONEY, "billing:manage", "manage billing and the subscription"),
    QUOTA_VIEW(Group.MONEY, "quota:view", "see how much of the organization’s quota is used"),
    BRANDING_EDIT(Group.MONEY, "branding:edit", "change the themes and information of the white label"),
    API_ORGANIZATION(Group.MONEY, "api:organization", "manage the organization and its white label through the API"),
    API_METRICS(Group.MONEY, "api:metrics", "read metrics through the API"),

    DATASET_MANAGE(Group.DATA, "dataset:manage", "manage the organization’s datasets"),
    DATASET_USE(Group.DATA, "dataset:use", "use all of the organization’s datasets"),
    DATASET_USE_SELECTED(Group.DATA, "dataset:use-selected", "use the datasets chosen for one’s projects"),
    DATASET_RAW(Group.DATA, "dataset:raw", "see the raw data in the organization’s datasets"),
    BLOCK_USE(Group.DATA, "block:use", "use and change custom blocks"),
    BUCKET_MANAGE(Group.DATA, "bucket:manage", "add and update storage buckets"),
    BUCKET_VERIFY(Group.DATA, "bucket:verify", "check whether storage buckets can be reached"),

    PROJECT_CREATE(Group.PROJECTS, "project:create", "create projects"),
    PROJECT_ACCESS_ALL(Group.PROJECTS, "project:access-all", "enter every project without being invited"),
    PROJECT_ACCESS_PUBLIC(Group.PROJECTS, "project:access-public", "enter every public project"),
    PROJECT_ACCESS_GRANTED(Group.PROJECTS, "project:access-granted", "enter projects after being given access"),
    ELIGIBLE_PROJECT_OWNER(Group.PROJECTS, "eligible:project-owner", "be added to a project as its owner"),
    ELIGIBLE_PROJECT_EDITOR(Group.PROJECTS, "eligible:project-editor", "be added to a project as an editor"),
    ELIGIBLE_PROJECT_VIEWER(Group.PROJECTS, "eligible:project-viewer", "be added to a project as a viewer"),

    PROJECT_VIEW(Group.PROJECT, "project:view", "see the project’s details"),
    PROJECT_EDIT(Group.PROJECT, "project:edit", "edit the project’s settings, such as its name, description and tags"),
    PROJECT_DELETE(Group.PROJECT, "project:delete", "delete the project"),
    COLLABORATOR_INVITE(Group.PROJECT, "collaborator:invite", "invite people to the project"),
    COLLABORATOR_MANAGE(
            Group.PROJECT, "collaborator:manage", "change people’s access to the project and remove people from it"),

    RESOURCE_VIEW(Group.RESOURCES, "resource:view", "see the resources in the project"),
    RESOURCE_WRITE(Group.RESOURCES, "resource:write", "create, edit and delete resources in the project"),
    RESOURCE_MOVE(Group.RESOURCES, "resource:move", "move resources to another project of the organization"),
    PREDICTION_CREATE(Group.RESOURCES, "prediction:create", "create local predictions"),

    DEVICE_VIEW(Group.DEVICES, "device:view", "see device details"),
    DEVICE_EDIT(Group.DEVICES, "device:edit", "rename, describe and label devices"),
    DEVICE_CLAIM(Group.DEVICES, "device:claim", "claim devices"),
    DEVICE_MOVE(Group.DEVICES, "device:move", "move devices between projects"),
    DEVICE_TRANSFER(Group.DEVICES, "device:transfer", "move devices between organizations"),
    EMULATED_DEVICE_CREATE(Group.DEVICES, "emulated-device:create", "create emulated devices"),
    EMULATED_EVENT_CREATE(Group.DEVICES, "emulated-event:create", "create emulated events"),
    DASHBOARD_CREATE(Group.DEVICES, "dashboard:create", "create dashboards"),
    NOTIFICATION_CREATE(Group.DEVICES, "notification:create", "create notifications"),
    EXPORT_CREATE(Group.DEVICES, "export:create", "create file exports"),
    CONNECTOR_MANAGE(Group.DEVICES, "connector:manage", "manage data connectors");

    private static final Map<String, Permission> BY_CODE =
            Arrays.stream(values()).collect(Collectors.toMap(Permission::code, Function.identity()));

    /** What a permission is about, in the order in which tables show it. */
    public enum Group {
        ORGANIZATION("The organization and its people"),
        MONEY("Billing, branding and the API"),
        DATA("Datasets and storage"),
        PROJECTS("Coming to projects"),
        PROJECT("A project and its people"),
        RESOURCES("Resources in a project"),
        DEVICES("Devices in a project, and work with their data");

        private final String title;

        Group(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }
    }

    private final Group group;
    private final String code;
    private final String sentence;

    Permission(Group group, String code, String sentence) {
        this.group = group;
        this.code = code;
        this.sentence = sentence;
    }

    /** The permission with this code, such as {@code member:invite}. */
    public static Optional<Permission> of(String code) {
        return Optional.ofNullable(BY_CODE.get(code));
    }

    /** The name in model files, such as {@code member:invite}. */
    public String code() {
        return code;
    }

    /** What it allows, as the end of a sentence that starts with "may". */
    public String sentence() {
        return sentence;
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
